package io.havenfs.engine.file;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/**
 * Reading the contents of regular files and symbolic links.
 *
 * <p>The committed view is not a snapshot: between reading an inode and its contents, an entry may
 * have moved the contents from the tables to a data file or dropped them. Contents that turn out
 * shorter than the inode says are either a hole or such a move, so the inode is then looked at
 * again, and the read repeated when the contents live elsewhere now.
 */
final class Reading {
  private static final int ATTEMPTS = 4;

  private Reading() {}

  static Bytes readLink(View view, Inode link) {
    return switch (link.type()) {
      case SYMLINK -> {
        Bytes target = view.get(FileTables.CONTENTS, link.id());
        if (target == null) {
          throw FsException.of(Status.STALE);
        }
        yield target;
      }
      case DIRECTORY -> throw FsException.of(Status.IS_DIRECTORY);
      default -> throw FsException.of(Status.INVALID);
    };
  }

  static int read(
      View view,
      Credentials who,
      Inode inode,
      long offset,
      int count,
      ByteBuf out,
      boolean ownerOverride) {
    Nodes.requireRegular(inode);
    Permissions.requireRead(view, who, inode, ownerOverride);
    if (offset < 0) {
      throw FsException.of(Status.INVALID);
    }
    int start = out.writerIndex();
    Inode file = inode;
    for (int attempt = 1; ; attempt++) {
      int length = (int) Math.max(0, Math.min(count, file.size() - offset));
      int stored = stored(view, file, offset, length, out);
      Inode now = stored == length ? file : Nodes.inode(view, file.id());
      if (now.dataId() == file.dataId()) {
        out.writeZero(length - stored);
        return length;
      }
      if (attempt == ATTEMPTS) {
        throw FsException.of(Status.DELAY);
      }
      out.writerIndex(start);
      file = now;
    }
  }

  /** Appends what is stored of a range, which may be less than its length at the end. */
  private static int stored(View view, Inode file, long offset, int length, ByteBuf out) {
    if (length == 0) {
      return 0;
    }
    if (!file.isInline()) {
      return data(view, file, offset, length, out);
    }
    byte[] bytes = Contents.inline(view, file).array();
    int stored = (int) Math.max(0, Math.min(length, bytes.length - offset));
    if (stored > 0) {
      out.writeBytes(bytes, (int) offset, stored);
    }
    return stored;
  }

  private static int data(View view, Inode file, long offset, int length, ByteBuf out) {
    try {
      return view.readData(file.dataId(), offset, length, out);
    } catch (IOException unreadable) {
      throw FsException.of(Status.IO_ERROR);
    }
  }

  static long seek(View view, Credentials who, Inode inode, long offset, boolean hole) {
    Nodes.requireRegular(inode);
    Permissions.requireRead(view, who, inode, true);
    if (offset < 0 || offset >= inode.size()) {
      throw FsException.of(Status.NO_MORE_DATA);
    }
    long found =
        inode.isInline()
            ? seekInline(Contents.inline(view, inode).array(), offset, hole)
            : seekData(view, inode, offset, hole);
    if (hole) {
      return found < 0 ? inode.size() : Math.min(found, inode.size());
    }
    if (found < 0 || found >= inode.size()) {
      throw FsException.of(Status.NO_MORE_DATA);
    }
    return found;
  }

  /** Blocks of nothing but zeros are holes, and so is what follows the bytes. */
  private static long seekInline(byte[] bytes, long offset, boolean hole) {
    int block = (int) Accounting.BLOCK;
    for (long at = offset; at < bytes.length; at = (at & -block) + block) {
      if (isZero(bytes, (int) at & -block, block) == hole) {
        return at;
      }
    }
    return hole ? Math.max(offset, bytes.length) : -1;
  }

  private static boolean isZero(byte[] bytes, int from, int length) {
    int end = Math.min(bytes.length, from + length);
    for (int i = from; i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static long seekData(View view, Inode file, long offset, boolean hole) {
    try {
      long found = view.seekData(file.dataId(), offset, hole);
      boolean pastEnd = hole && found < 0 && view.seekData(file.dataId(), offset, false) < 0;
      return pastEnd ? offset : found;
    } catch (IOException unreadable) {
      throw FsException.of(Status.IO_ERROR);
    }
  }
}
