package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.memory.MemoryEngine;
import io.havenfs.nfs.memory.WaitingWork;
import io.havenfs.nfs.service.AdmittedExport;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** An NFSv3 server on an empty file system in memory, and a client of it. */
final class Fixture {
  static final int EXPORT = 1;
  static final int READ_ONLY_EXPORT = 2;
  static final int OTHER_EXPORT = 3;
  static final int FORBIDDEN_EXPORT = 4;
  static final Credential ROOT = new Credential.Sys(0, "client", 0, 0);
  static final Credential ALICE = new Credential.Sys(0, "client", 1000, 1000, 2000);
  static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 700);

  /** What a file can hold here: the memory that stands for the disk is small. */
  static final FileLimits LIMITS = FileLimits.DEFAULT.withMaxDataSize(8 << 20);

  final VirtualTime time = new VirtualTime();
  final MemoryEngine engine = new MemoryEngine(time);
  final FileSystem files = new FileSystem(LIMITS, (view, id) -> false, () -> MemoryEngine.CAPACITY);
  final WaitingWork offload = new WaitingWork();
  final Nfs3Program program =
      new Nfs3Program(
          new NfsContext(engine, files, LIMITS, Fixture::admit, new ReplyMemory(), time, offload));
  final FileHandle root;
  private MemoryCall.Header header =
      new MemoryCall.Header(CLIENT, ROOT, 1, Nfs3Program.PROGRAM, Nfs3Program.VERSION);

  Fixture() {
    files.format(engine.state());
    Inode top = files.inode(engine.state(), Inode.ROOT);
    root = new FileHandle(EXPORT, top.id(), top.generation());
  }

  private static AdmittedExport admit(int exportId, RpcCall call) {
    if (exportId == FORBIDDEN_EXPORT) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
    if (exportId < EXPORT || exportId > FORBIDDEN_EXPORT) {
      throw FsException.of(Status.STALE);
    }
    Credential.Sys user = (Credential.Sys) call.credential();
    Credentials credentials = new Credentials(user.uid(), user.gid(), user.gids());
    return new AdmittedExport(
        exportId, Inode.ROOT, exportId == READ_ONLY_EXPORT, credentials, Set.of(AuthFlavor.SYS));
  }

  /** The same object through another export. */
  static FileHandle through(int exportId, FileHandle handle) {
    return new FileHandle(exportId, handle.fileId(), handle.generation());
  }

  void as(Credential user) {
    header = header.as(user);
  }

  MemoryCall.Header header() {
    return header;
  }

  /** Makes a call with an xid of its own. */
  MemoryCall call(Procedure3 procedure, Consumer<XdrWriter> arguments) {
    header = header.withXid(header.xid() + 1);
    time.advance(Duration.ofMillis(1));
    return MemoryCall.make(program, header, procedure.number(), arguments);
  }

  /** Makes a call that must succeed; the results are read from behind the status. */
  XdrReader ok(Procedure3 procedure, Consumer<XdrWriter> arguments) {
    return status(Nfsstat3.NFS3_OK, procedure, arguments);
  }

  /** Makes a call that must end with {@code expected}. */
  XdrReader status(Nfsstat3 expected, Procedure3 procedure, Consumer<XdrWriter> arguments) {
    MemoryCall call = call(procedure, arguments);
    XdrReader results = call.results();
    assertThat(results.remaining()).isLessThanOrEqualTo(procedure.largestReply());
    assertThat(results.int32()).as(procedure + "'s status").isEqualTo(expected.code());
    return results;
  }

  /** Creates a file and returns its handle. */
  FileHandle create(FileHandle directory, String name) {
    return made(ok(Procedure3.CREATE, Args.create(directory, name, 0644)));
  }

  /** Creates a directory and returns its handle. */
  FileHandle mkdir(FileHandle directory, String name) {
    return made(ok(Procedure3.MKDIR, Args.mkdir(directory, name, 0755)));
  }

  /** Reads the handle of results that begin with {@code post_op_fh3}. */
  static FileHandle made(XdrReader results) {
    assertThat(results.bool()).isTrue();
    return FileHandle.read(results, FileHandle.MAX_LENGTH_V3);
  }

  Shown.Fattr getattr(FileHandle handle) {
    return Shown.fattr(ok(Procedure3.GETATTR, handle::write));
  }
}
