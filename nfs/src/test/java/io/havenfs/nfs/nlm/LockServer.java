package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.OpenStates;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.file.CreateMode;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.nsm.LossNotices;
import io.havenfs.nfs.nsm.NsmProgram;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** NLM and NSM on an engine in memory; restarting it makes everything anew but the rows. */
public final class LockServer {
  /** The only export. */
  private static final int EXPORT = 1;

  public final VirtualTime time = new VirtualTime();
  public final MemoryEngine engine = new MemoryEngine(time);
  public final FakeHosts hosts = new FakeHosts();
  private final FileSystem files =
      new FileSystem(FileLimits.DEFAULT, new OpenStates(), () -> MemoryEngine.CAPACITY);
  private final FileHandle file;
  private ClientService clients;
  private Grants grants;
  private NlmProgram nlm;
  private NsmProgram nsm;
  private LossNotices notices;
  private int lastXid;

  @SuppressWarnings("NullAway.Init") // start() sets the rest
  public LockServer() {
    files.format(engine.state());
    Inode made =
        files
            .createFile(
                engine.state(),
                Credentials.ROOT,
                Inode.ROOT,
                Name.of("file"),
                CreateMode.GUARDED,
                SetAttributes.ofMode(0600))
            .inode();
    file = new FileHandle(EXPORT, made.id(), made.generation());
    start();
  }

  private void start() {
    NfsContext context =
        new NfsContext(
            engine,
            files,
            FileLimits.DEFAULT,
            LockServer::admit,
            new ReplyMemory(),
            time,
            (call, work) -> work.run());
    clients = ClientService.on(engine, UnusedFiles.of(files), ClientLimits.DEFAULT, time);
    grants = new Grants(engine, clients.hostLocking(), hosts);
    nlm = new NlmProgram(context, clients, grants, hosts);
    nsm = new NsmProgram(context, clients);
    notices = new LossNotices(engine, clients, hosts, time);
    clients.housekeeping().start();
  }

  private static AdmittedExport admit(int exportId, RpcCall call) {
    if (exportId != EXPORT) {
      throw FsException.of(Status.STALE);
    }
    Credential.Sys user = (Credential.Sys) call.credential();
    Credentials credentials = new Credentials(user.uid(), user.gid(), user.gids());
    return new AdmittedExport(EXPORT, Inode.ROOT, false, credentials, Set.of(AuthFlavor.SYS));
  }

  /** The file loses its name. */
  void remove() {
    files.remove(engine.state(), Credentials.ROOT, Inode.ROOT, Name.of("file"));
  }

  /** Starts again; with or without what was in memory only. */
  public void restart(boolean lost) {
    engine.stateLost(lost);
    start();
    engine.stateLost(false);
  }

  /** Time passes, and what is due then is done. */
  public void pass(Duration duration) {
    time.advance(duration);
    clients.housekeeping().tick();
    grants.tick();
    notices.tick();
  }

  FileHandle file() {
    return file;
  }

  NlmProgram nlm() {
    return nlm;
  }

  ClientService clients() {
    return clients;
  }

  private MemoryCall.Header header(int host, int uid, int program, int version) {
    InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + host), 700);
    Credential user = new Credential.Sys(0, "client", uid, uid);
    return new MemoryCall.Header(from, user, ++lastXid, program, version);
  }

  MemoryCall.Header header(int host, int version) {
    return header(host, 0, NlmProgram.PROGRAM, version);
  }

  MemoryCall.Header headerAs(int host, int uid) {
    return header(host, uid, NlmProgram.PROGRAM, NlmProgram.VERSION_4);
  }

  /** A host calls NSM. */
  public MemoryCall monitor(int host, int procedure, Consumer<XdrWriter> arguments) {
    MemoryCall.Header header = header(host, 0, NsmProgram.PROGRAM, NsmProgram.VERSION);
    return MemoryCall.make(nsm, header, procedure, arguments);
  }

  /** A host says that it has restarted. */
  public void restarted(int host, String name, int state) {
    MemoryCall call =
        monitor(
            host,
            6,
            out -> {
              out.utf8(name);
              out.int32(state);
            });
    if (call.results().remaining() != 0) {
      throw new AssertionError("SM_NOTIFY has a result");
    }
  }

  /** Whether a host, under its usual name, can lock the file exclusively; NSM state 1. */
  public String lock(int host, boolean block, boolean reclaim) {
    return lock(host, block, reclaim, 1);
  }

  /** The same under this NSM state. */
  public String lock(int host, boolean block, boolean reclaim, int state) {
    MemoryCall.Header header = header(host, NlmProgram.VERSION_4);
    return NlmArguments.status(
        MemoryCall.make(
            nlm,
            header,
            NlmProcedure.LOCK.number(),
            NlmArguments.lock(NlmWire.LONG, file, "host" + host, block, reclaim, state)));
  }

  String call(int host, NlmProcedure procedure, Consumer<XdrWriter> arguments) {
    MemoryCall.Header header = header(host, NlmProgram.VERSION_4);
    return NlmArguments.status(MemoryCall.make(nlm, header, procedure.number(), arguments));
  }
}
