package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.OpenStates;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.memory.WaitingWork;
import io.havenfs.nfs.nfs4.Nfs4Program;
import io.havenfs.nfs.nfs4.Nfs4Service;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** NFSv4.1 on an engine in memory; restarting it makes everything anew but the rows. */
final class StateServer {
  private static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 700);

  final VirtualTime time = new VirtualTime();
  final MemoryEngine engine = new MemoryEngine(time);
  final FileSystem files =
      new FileSystem(FileLimits.DEFAULT, new OpenStates(), () -> MemoryEngine.CAPACITY);
  final WaitingWork offload = new WaitingWork();
  private final MinorVersions minorVersions;
  private ClientService clients;
  private Nfs4Program program;

  StateServer() {
    this(MinorVersions.ALL);
  }

  StateServer(MinorVersions minorVersions) {
    this.minorVersions = minorVersions;
    files.format(engine.state());
    clients = clientState();
    program = start();
  }

  private ClientService clientState() {
    return ClientService.on(engine, UnusedFiles.of(files), ClientLimits.DEFAULT, time);
  }

  /** Makes a file of root's in the root directory. */
  Inode makeFile(String name) {
    return files
        .createFile(
            engine.state(),
            Credentials.ROOT,
            Inode.ROOT,
            Name.of(name),
            new CreateMode.Guarded(),
            SetAttributes.NONE)
        .inode();
  }

  /** NFSv4's clients as operators see them. */
  Roster roster() {
    return clients.rosters().getFirst();
  }

  /** Starts again after a loss of state that is in memory only, as far as anybody can know. */
  void lose() {
    engine.stateLost(true);
    restart();
    engine.stateLost(false);
  }

  /** Time passes, and what is due then is done. */
  void pass(Duration duration) {
    time.advance(duration);
    clients.housekeeping().tick();
  }

  /** An operator evicts a client; returns whether there was one. */
  boolean evict(String client) {
    return decide(tx -> roster().evict(tx, client));
  }

  /** An operator breaks the locks in a file that clients have whom {@code whose} names. */
  int breakLocks(long fileId, Predicate<String> whose) {
    return decide(tx -> roster().breakLocks(tx, fileId, whose));
  }

  private <T> T decide(Function<Transaction, T> decision) {
    List<T> decided = new ArrayList<>();
    engine.submit(
        new Change() {
          @Override
          public void decide(Transaction tx) {
            decided.add(decision.apply(tx));
          }

          @Override
          public void committed() {}

          @Override
          public void failed(Throwable cause) {
            throw new AssertionError(cause);
          }
        });
    return decided.getFirst();
  }

  private Nfs4Program start() {
    NfsContext nfs = context();
    clients.housekeeping().start();
    return new Nfs4Service(nfs, clients, () -> ExportTable.EMPTY, minorVersions).program();
  }

  /** The same service, for another protocol. */
  NfsContext context() {
    return new NfsContext(
        engine, files, FileLimits.DEFAULT, StateServer::admit, new ReplyMemory(), time, offload);
  }

  void restart() {
    clients = clientState();
    program = start();
  }

  private static AdmittedExport admit(int exportId, RpcCall call) {
    Credential.Sys user = (Credential.Sys) call.credential();
    Credentials who = new Credentials(user.uid(), user.gid(), user.gids());
    return new AdmittedExport(exportId, Inode.ROOT, false, who, Set.of(AuthFlavor.SYS));
  }

  /** Makes a COMPOUND call as a user. */
  MemoryCall call(int uid, Consumer<XdrWriter> arguments) {
    time.advance(Duration.ofMillis(1));
    Credential user = new Credential.Sys(0, "client", uid, uid);
    MemoryCall.Header header =
        new MemoryCall.Header(CLIENT, user, 1, Nfs4Program.PROGRAM, Nfs4Program.VERSION);
    return MemoryCall.make(program, header, 1, arguments);
  }

  /** The handle of a file. */
  FileHandle handle(Inode inode) {
    return new FileHandle(1, inode.id(), inode.generation());
  }

  FileHandle root() {
    return handle(files.inode(engine.state(), Inode.ROOT));
  }
}
