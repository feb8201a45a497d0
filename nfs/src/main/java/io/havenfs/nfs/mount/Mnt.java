package io.havenfs.nfs.mount;

import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.exports.AuthFlavor;
import io.havenfs.nfs.exports.Export;
import io.havenfs.nfs.exports.ExportAccess;
import io.havenfs.nfs.exports.ExportDecision;
import io.havenfs.nfs.exports.ExportPath;
import io.havenfs.nfs.exports.Exports;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.service.ExportRoots;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.Optional;

/**
 * MNT (RFC 1813 §5.2.1): the handle of an exported directory, or of one below it, and how users may
 * be named. When that depends on the client's name, the answer waits until it is known.
 */
final class Mnt {
  private static final int V3 = 3;

  private final NfsContext context;
  private final Exports exports;
  private final MountList mounts;

  Mnt(NfsContext context, Exports exports, MountList mounts) {
    this.context = context;
    this.exports = exports;
    this.mounts = mounts;
  }

  /** An empty path is what libnfs says for the root. */
  void serve(RpcCall call) {
    byte[] path = call.arguments().opaque(MountProgram.MAX_PATH);
    try {
      serve(call, path.length == 0 ? ExportPath.ROOT : ExportPath.of(path));
    } catch (IllegalArgumentException unusable) {
      refuse(call, Mountstat3.MNT3ERR_INVAL);
    }
  }

  private void serve(RpcCall call, ExportPath path) {
    Optional<Export> export = exports.table().covering(path);
    if (export.isEmpty()) {
      refuse(call, Mountstat3.MNT3ERR_NOENT);
      return;
    }
    switch (exports.access(MountProgram.client(call), export.get().fsid())) {
      case ExportDecision.Granted granted -> mount(call, path, granted.access());
      case ExportDecision.Refused refused -> refuse(call, Mountstat3.MNT3ERR_ACCES);
      case ExportDecision.Pending pending ->
          exports.whenKnown(MountProgram.client(call), () -> serve(call, path));
    }
  }

  private void mount(RpcCall call, ExportPath path, ExportAccess access) {
    if (!access.allowsPort(call.remoteAddress().getPort())) {
      refuse(call, Mountstat3.MNT3ERR_PERM);
      return;
    }
    try {
      Inode directory = find(path);
      answer(call, directory, access);
      mounts.add(new MountList.Mount(MountProgram.client(call), call.version(), path));
    } catch (FsException e) {
      refuse(call, Mountstat3.of(e.status()));
    }
  }

  private Inode find(ExportPath path) {
    View view = context.engine().committed();
    Inode directory = ExportRoots.follow(context.files(), view, path);
    if (!directory.isDirectory()) {
      throw FsException.of(Status.NOT_DIRECTORY);
    }
    return directory;
  }

  private static void answer(RpcCall call, Inode directory, ExportAccess access) {
    int exportId = access.export().fsid();
    XdrWriter out = call.reply();
    out.int32(Mountstat3.MNT3_OK.code());
    if (call.version() == V3) {
      FileHandle.write(out, exportId, directory.id(), directory.generation());
      flavors(out, access);
    } else {
      FileHandle.writeV2(out, exportId, directory.id(), directory.generation());
    }
    call.send();
  }

  private static void flavors(XdrWriter out, ExportAccess access) {
    int[] allowed = AuthFlavor.numbers(access.options().flavors());
    out.int32(allowed.length);
    for (int flavor : allowed) {
      out.int32(flavor);
    }
  }

  private static void refuse(RpcCall call, Mountstat3 status) {
    call.reply().int32(call.version() == V3 ? status.code() : status.unixCode());
    call.send();
  }
}
