package io.havenfs.nfs.nfs3;

import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.Inode;
import io.havenfs.rpc.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** Writes attributes in their NFSv3 forms (RFC 1813 §2.5, §2.6). */
public final class Attributes {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = 0xffff_ffffL;

  private Attributes() {}

  /** {@code fattr3}. */
  static void write(XdrWriter out, Inode inode, long fsid) {
    out.int32(ftype3(inode.type()));
    out.int32(inode.mode());
    out.int32(inode.links());
    out.int32(inode.uid());
    out.int32(inode.gid());
    out.int64(inode.size());
    out.int64(inode.space());
    out.int64(inode.device());
    out.int64(fsid);
    out.int64(inode.id());
    time(out, inode.atime());
    time(out, inode.mtime());
    time(out, inode.ctime());
  }

  /** {@code post_op_attr}. */
  public static void postOp(XdrWriter out, @Nullable Inode inode, long fsid) {
    if (inode == null) {
      out.bool(false);
    } else {
      out.bool(true);
      write(out, inode, fsid);
    }
  }

  /** {@code wcc_data}. */
  static void wcc(XdrWriter out, @Nullable Inode before, @Nullable Inode after, long fsid) {
    if (before == null) {
      out.bool(false);
    } else {
      out.bool(true);
      out.int64(before.size());
      time(out, before.mtime());
      time(out, before.ctime());
    }
    postOp(out, after, fsid);
  }

  /** {@code nfstime3}: what lies outside of its unsigned 32 bits of seconds becomes the nearest. */
  static void time(XdrWriter out, long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS_PER_SECOND);
    if (seconds < 0) {
      out.int64(0);
    } else if (seconds > MAX_SECONDS) {
      out.uint32(MAX_SECONDS);
      out.int32(0);
    } else {
      out.uint32(seconds);
      out.int32((int) (nanos - seconds * NANOS_PER_SECOND));
    }
  }

  private static int ftype3(FileType type) {
    return switch (type) {
      case REGULAR -> 1;
      case DIRECTORY -> 2;
      case BLOCK_DEVICE -> 3;
      case CHARACTER_DEVICE -> 4;
      case SYMLINK -> 5;
      case SOCKET -> 6;
      case FIFO -> 7;
    };
  }
}
