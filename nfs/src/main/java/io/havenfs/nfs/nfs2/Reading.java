package io.havenfs.nfs.nfs2;

import io.havenfs.engine.Capacity;
import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.service.ExportedFile;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;

/** What only looks: GETATTR, LOOKUP, READLINK, READ and STATFS. */
final class Reading {
  private static final Name PARENT = Name.of("..");
  private static final int LEAST_BLOCK = 4096;

  private Reading() {}

  /** GETATTR (RFC 1094 §2.2.2). */
  static void getattr(Request2 request, XdrWriter out) {
    ExportedFile file = request.file();
    request.attributes(out, file, file.inode(request.context(), request.view()));
  }

  /** LOOKUP (§2.2.5). ".." of the top of the export is the top itself. */
  static void lookup(Request2 request, XdrWriter out) {
    ExportedFile directory = request.file();
    Name name = request.name();
    Inode inode = request.directory(request.view(), directory);
    boolean stays = name.equals(PARENT) && directory.isExportRoot(inode);
    Inode found =
        stays
            ? inode
            : request.files().lookup(request.view(), directory.access().credentials(), inode, name);
    request.found(out, directory, found);
  }

  /** READLINK (§2.2.6). */
  static void readlink(Request2 request, XdrWriter out) {
    ExportedFile link = request.file();
    Inode inode = link.inode(request.context(), request.view());
    if (inode.type() != FileType.SYMLINK) {
      throw FsException.of(Status.INVALID);
    }
    byte[] target = request.files().readLink(request.view(), inode).array();
    if (target.length > Request2.MAX_PATH) {
      throw FsException.of(Status.NAME_TOO_LONG);
    }
    out.opaque(target);
    request.hasRead(link, inode);
  }

  /** READ (§2.2.7). The last argument, the total count, has no meaning. */
  static void read(Request2 request, XdrWriter out) {
    ExportedFile file = request.file();
    XdrReader in = request.arguments();
    long offset = in.uint32();
    int count = (int) Math.min(in.uint32(), Request2.MAX_DATA);
    in.skip(4);
    View view = request.view();
    Inode inode = file.inode(request.context(), view);
    StateChecks.anonymousIo(view, inode.id(), ShareModes.READ);
    request.attributes(out, file, inode);
    int wanted = Math.clamp(inode.size() - offset, 0, count);
    ByteBuf target = out.beginOpaque(wanted);
    int start = out.position();
    long from = wanted == 0 ? 0 : offset;
    int read =
        request.files().read(view, file.access().credentials(), inode, from, wanted, target, true);
    out.endOpaque(start, read);
    request.hasRead(file, inode);
  }

  /** STATFS (§2.2.18): in blocks large enough that their number fits. */
  static void statfs(Request2 request, XdrWriter out) {
    request.file().inode(request.context(), request.view());
    Capacity capacity = request.context().engine().capacity();
    int block = LEAST_BLOCK;
    while (capacity.totalBytes() / block > Integer.MAX_VALUE && block < 1 << 30) {
      block <<= 1;
    }
    out.int32(Request2.MAX_DATA);
    out.int32(block);
    out.int32(blocks(capacity.totalBytes(), block));
    out.int32(blocks(capacity.freeBytes(), block));
    out.int32(blocks(capacity.availableBytes(), block));
  }

  private static int blocks(long bytes, int block) {
    return (int) Math.min(bytes / block, Integer.MAX_VALUE);
  }
}
