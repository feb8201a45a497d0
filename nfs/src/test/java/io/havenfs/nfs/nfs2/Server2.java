package io.havenfs.nfs.nfs2;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** An NFSv2 server on an empty file system in memory, and a client of it. */
final class Server2 {
  static final int EXPORT = 1;
  static final int READ_ONLY_EXPORT = 2;
  static final int FORBIDDEN_EXPORT = 3;
  static final InetSocketAddress CLIENT =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 700);
  private static final int KEEP = -1;

  /** What a file can hold here: the memory that stands for the disk is small. */
  private static final FileLimits LIMITS = FileLimits.DEFAULT.withMaxDataSize(8 << 20);

  final VirtualTime time = new VirtualTime();
  final MemoryEngine engine = new MemoryEngine(time);
  final FileSystem files = new FileSystem(LIMITS, (view, id) -> false, () -> MemoryEngine.CAPACITY);
  final Nfs2Program program =
      new Nfs2Program(
          new NfsContext(
              engine, files, LIMITS, Server2::admit, new ReplyMemory(), time, new WaitingWork()));
  final FileHandle root;
  MemoryCall.Header header =
      new MemoryCall.Header(
          CLIENT, new Credential.Sys(0, "client", 0, 0), 1, Nfs2Program.PROGRAM, 2);

  Server2() {
    files.format(engine.state());
    Inode top = files.inode(engine.state(), Inode.ROOT);
    root = new FileHandle(EXPORT, top.id(), top.generation());
  }

  private static AdmittedExport admit(int exportId, RpcCall call) {
    if (exportId == FORBIDDEN_EXPORT) {
      throw FsException.of(Status.ACCESS_DENIED);
    }
    Credential.Sys user = (Credential.Sys) call.credential();
    Credentials credentials = new Credentials(user.uid(), user.gid(), user.gids());
    return new AdmittedExport(
        exportId, Inode.ROOT, exportId == READ_ONLY_EXPORT, credentials, Set.of(AuthFlavor.SYS));
  }

  /** Makes a call with an xid of its own. */
  MemoryCall call(Procedure2 procedure, Consumer<XdrWriter> arguments) {
    header = header.withXid(header.xid() + 1);
    time.advance(Duration.ofMillis(1));
    return MemoryCall.make(program, header, procedure.number(), arguments);
  }

  /** Makes a call that must end so; the results are read from behind the status. */
  XdrReader status(Nfsstat2 expected, Procedure2 procedure, Consumer<XdrWriter> arguments) {
    XdrReader results = call(procedure, arguments).results();
    assertThat(results.remaining()).isLessThanOrEqualTo(Request2.MAX_REPLY);
    assertThat(results.int32()).as(procedure + "'s status").isEqualTo(expected.code());
    return results;
  }

  XdrReader ok(Procedure2 procedure, Consumer<XdrWriter> arguments) {
    return status(Nfsstat2.NFS_OK, procedure, arguments);
  }

  static Consumer<XdrWriter> handle(FileHandle handle) {
    return out -> FileHandle.writeV2(out, handle.exportId(), handle.fileId(), handle.generation());
  }

  static Consumer<XdrWriter> name(FileHandle directory, String name) {
    return handle(directory).andThen(out -> out.utf8(name));
  }

  /** {@code sattr} with a mode and a size, or -1; all else is to stay. */
  static Consumer<XdrWriter> sattr(int mode, int size) {
    return out -> {
      out.int32(mode);
      out.int32(KEEP);
      out.int32(KEEP);
      out.int32(size);
      for (int i = 0; i < 4; i++) {
        out.int32(KEEP);
      }
    };
  }

  static Consumer<XdrWriter> create(FileHandle directory, String name, int mode, int size) {
    return name(directory, name).andThen(sattr(mode, size));
  }

  static Consumer<XdrWriter> read(FileHandle file, long offset, int count) {
    return handle(file)
        .andThen(
            out -> {
              out.uint32(offset);
              out.int32(count);
              out.int32(count);
            });
  }

  static Consumer<XdrWriter> write(FileHandle file, long offset, String text) {
    return handle(file)
        .andThen(
            out -> {
              out.int32(0);
              out.uint32(offset);
              out.int32(0);
              out.opaque(text.getBytes(StandardCharsets.US_ASCII));
            });
  }

  static Consumer<XdrWriter> readdir(FileHandle directory, long cookie, int count) {
    return handle(directory)
        .andThen(
            out -> {
              out.uint32(cookie);
              out.int32(count);
            });
  }

  /** Creates a file and returns its handle. */
  FileHandle file(String name) {
    return FileHandle.readV2(ok(Procedure2.CREATE, create(root, name, 0644, 0)));
  }

  /** Creates a directory and returns its handle. */
  FileHandle directory(String name) {
    return FileHandle.readV2(ok(Procedure2.MKDIR, create(root, name, 0755, KEEP)));
  }

  /** {@code fattr}. */
  record Shown(
      int type, int mode, int links, int size, int device, int fileId, long mtime, int micros) {
    static Shown read(XdrReader in) {
      int type = in.int32();
      int mode = in.int32();
      int links = in.int32();
      in.skip(8);
      int size = in.int32();
      in.skip(4);
      int device = in.int32();
      in.skip(8);
      int fileId = in.int32();
      in.skip(8);
      long mtime = in.uint32();
      int micros = in.int32();
      in.skip(8);
      return new Shown(type, mode, links, size, device, fileId, mtime, micros);
    }
  }

  Shown getattr(FileHandle file) {
    return Shown.read(ok(Procedure2.GETATTR, handle(file)));
  }
}
