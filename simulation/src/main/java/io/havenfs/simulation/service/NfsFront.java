package io.havenfs.simulation.service;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.host.LockWaits;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.open.OpenStates;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.file.AccessTimes;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.FileTables;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.offload.CopyTables;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.reply.ReplyTables;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.exports.ExportTable;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.nfs.nfs3.Nfs3Program;
import io.havenfs.nfs.nfs4.Nfs4Service;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.nlm.Grants;
import io.havenfs.nfs.nlm.NlmProgram;
import io.havenfs.nfs.nsm.LossNotices;
import io.havenfs.nfs.nsm.NsmProgram;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.nfs.service.Offload;
import io.havenfs.nfs.service.VersionedProgram;
import io.havenfs.rpc.RpcProgram;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * NFSv3 with its lock manager, and NFSv4, on a serving replica: made anew for each time that a node
 * serves, so that nothing but the replicated state is carried on.
 */
public final class NfsFront {
  /** Contents up to here live in the tables; little, so that data files are used. */
  private static final int INLINE_BYTES = 1536;

  private static final FileLimits LIMITS =
      new FileLimits(
          FileLimits.DEFAULT.maxFileSize(),
          FileLimits.DEFAULT.maxDataSize(),
          INLINE_BYTES,
          FileLimits.DEFAULT.maxLinks(),
          FileLimits.DEFAULT.maxEntries(),
          FileLimits.DEFAULT.maxXattrBytes(),
          FileLimits.DEFAULT.quotaGraceNanos(),
          AccessTimes.RELATIVE);

  private final ClientService clients;
  private final Nfs4Service nfs4;
  private final Grants grants;
  private final LossNotices notices;
  private final RpcProgram program;

  /**
   * Serves {@code engine}.
   *
   * @param offload by which goes on what has to wait for the disk
   * @param hosts how clients are called that lock over NLM
   */
  public NfsFront(
      Engine engine, ClientLimits limits, Time time, Offload offload, HostCaller hosts) {
    FileSystem files = files(engine);
    NfsContext context =
        new NfsContext(
            engine,
            files,
            LIMITS,
            (export, call) ->
                new AdmittedExport(
                    export, Inode.ROOT, false, Credentials.ROOT, Set.of(AuthFlavor.SYS)),
            new ReplyMemory(),
            time,
            offload);
    clients = ClientService.on(engine, UnusedFiles.of(files), limits, time);
    nfs4 = new Nfs4Service(context, clients, () -> ExportTable.EMPTY, MinorVersions.ALL);
    grants = new Grants(engine, clients.hostLocking(), hosts);
    notices = new LossNotices(engine, clients, hosts, time);
    program =
        new ProgramsByNumber(
            List.of(
                new VersionedProgram(List.of(new Nfs3Program(context), nfs4.program())),
                new NlmProgram(context, clients, grants, hosts),
                new NsmProgram(context, clients)));
  }

  private static FileSystem files(Engine engine) {
    return new FileSystem(LIMITS, new OpenStates(), engine::capacity);
  }

  /** All tables of a service. */
  public static List<Table<?, ?>> tables() {
    return Stream.of(FileTables.all(), ClientService.tables(), ReplyTables.all(), CopyTables.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Fills a new service. */
  public static void format(Transaction tx) {
    new FileSystem(
            LIMITS,
            new OpenStates(),
            () -> {
              throw new IllegalStateException("formatting takes no space");
            })
        .format(tx);
  }

  /** The handle of the root directory of {@code engine}'s service. */
  public static FileHandle root(Engine engine) {
    Inode root = files(engine).inode(engine.committed(), Inode.ROOT);
    return new FileHandle(1, root.id(), root.generation());
  }

  /** What has to happen before the first request. */
  public void start() {
    clients.housekeeping().start();
  }

  /** What happens because time passes; to be called every second or so. */
  public void tick() {
    clients.housekeeping().tick();
    grants.tick();
    notices.tick();
    nfs4.tick();
  }

  /** All locks that are held, and all that are waited for, described. */
  public List<String> locks(View view) {
    return Stream.concat(
            clients.rosters().stream().flatMap(roster -> roster.locks(view).stream()),
            LockWaits.all(view).values().stream())
        .map(Object::toString)
        .toList();
  }

  /** What answers calls of every program. */
  public RpcProgram program() {
    return program;
  }
}
