package io.havenfs.nfs.nfs2;

import io.havenfs.engine.model.FileType;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code fattr} and {@code sattr} (RFC 1094 §2.3.5, §2.3.6). What has more than 32 bits becomes the
 * largest number, where it is one, and is folded, where it only tells things apart.
 */
final class Attributes2 {
  /** The largest size that is shown, and the end of what can be written: clients count in ints. */
  static final long MAX_SIZE = Integer.MAX_VALUE;

  /** The type bits of a mode, of Unix. */
  static final int TYPE_BITS = 0170000;

  static final int REGULAR = 0100000;
  static final int CHARACTER_DEVICE = 0020000;
  static final int BLOCK_DEVICE = 0060000;
  static final int FIFO = 0010000;
  static final int SOCKET = 0140000;

  /** A character device of this number is a FIFO: there is no type for it. */
  static final int FIFO_DEVICE = -1;

  private static final int PERMISSIONS = 07777;
  private static final int DONT_CHANGE = -1;
  private static final int DONT_CHANGE_SHORT = 0xffff;
  private static final int BLOCK_BYTES = 4096;
  private static final int SPACE_UNIT = 512;
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MAX_UNSIGNED = 0xffff_ffffL;

  private Attributes2() {}

  /** {@code fattr}. */
  static void write(XdrWriter out, Inode inode, long fsid) {
    boolean fifo = inode.type() == FileType.FIFO;
    out.int32(ftype(inode.type()));
    out.int32(typeBits(inode.type()) | inode.mode());
    out.int32(inode.links());
    out.int32(inode.uid());
    out.int32(inode.gid());
    out.int32((int) Math.min(inode.size(), MAX_SIZE));
    out.int32(BLOCK_BYTES);
    out.int32(fifo ? FIFO_DEVICE : device(inode.device()));
    out.int32((int) Math.min((inode.space() + SPACE_UNIT - 1) / SPACE_UNIT, MAX_SIZE));
    out.int32(folded(fsid));
    out.int32(folded(inode.id()));
    time(out, inode.atime());
    time(out, inode.mtime());
    time(out, inode.ctime());
  }

  /** The upper half of a number comes into the lower one; a number that fits stays. */
  static int folded(long number) {
    return (int) (number ^ number >>> 32);
  }

  private static void time(XdrWriter out, long nanos) {
    long shown = Math.clamp(nanos, 0, MAX_UNSIGNED * NANOS_PER_SECOND);
    out.uint32(shown / NANOS_PER_SECOND);
    out.int32((int) (shown % NANOS_PER_SECOND / NANOS_PER_MICRO));
  }

  private static int ftype(FileType type) {
    return switch (type) {
      case REGULAR -> 1;
      case DIRECTORY -> 2;
      case BLOCK_DEVICE -> 3;
      case CHARACTER_DEVICE, FIFO -> 4;
      case SYMLINK -> 5;
      case SOCKET -> 6;
    };
  }

  private static int typeBits(FileType type) {
    return switch (type) {
      case REGULAR -> REGULAR;
      case DIRECTORY -> 0040000;
      case BLOCK_DEVICE -> BLOCK_DEVICE;
      case CHARACTER_DEVICE, FIFO -> CHARACTER_DEVICE;
      case SYMLINK -> 0120000;
      case SOCKET -> SOCKET;
    };
  }

  /** Linux's form: twelve bits of the major number amid twenty of the minor one. */
  private static int device(long device) {
    int major = (int) (device >>> 32);
    int minor = (int) device;
    return (minor & 0xff) | (major & 0xfff) << 8 | (minor & 0xfff00) << 12;
  }

  /** The opposite of what is shown. */
  static long device(int shown) {
    int major = (shown >>> 8) & 0xfff;
    int minor = (shown & 0xff) | ((shown >>> 12) & 0xfff00);
    return (long) major << 32 | minor;
  }

  /**
   * {@code sattr}.
   *
   * @param typeBits of the mode, by which CREATE makes special files; 0 when there are none
   * @param rawSize of which CREATE makes a device's number
   */
  record Wanted(SetAttributes attributes, int typeBits, int rawSize) {
    /** For a file; FILE_TOO_BIG when it would be. */
    SetAttributes ofFile() {
      if (attributes.size().orElse(0) > MAX_SIZE) {
        throw FsException.of(Status.FILE_TOO_BIG);
      }
      return attributes;
    }

    /** For what has no size. */
    SetAttributes withoutSize() {
      return attributes.withSize(OptionalLong.empty());
    }
  }

  /** Reads a {@code sattr}. */
  static Wanted read(XdrReader in) {
    int mode = in.int32();
    int uid = in.int32();
    int gid = in.int32();
    int size = in.int32();
    TimeChange atime = timeChange(in);
    TimeChange mtime = timeChange(in);
    boolean keepsMode = mode == DONT_CHANGE || mode == DONT_CHANGE_SHORT;
    return new Wanted(
        new SetAttributes(
            keepsMode ? OptionalInt.empty() : OptionalInt.of(mode & PERMISSIONS),
            optional(uid),
            optional(gid),
            size == DONT_CHANGE ? OptionalLong.empty() : OptionalLong.of(size & MAX_UNSIGNED),
            mtime.equals(TimeChange.SERVER_TIME) ? mtime : atime,
            mtime),
        keepsMode ? 0 : mode & TYPE_BITS,
        size);
  }

  private static OptionalInt optional(int value) {
    return value == DONT_CHANGE ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /**
   * A million microseconds of the modification time mean the server's time, for both times: a
   * convention of Sun's that others follow.
   */
  private static TimeChange timeChange(XdrReader in) {
    int seconds = in.int32();
    int micros = in.int32();
    if (micros == MICROS_PER_SECOND) {
      return TimeChange.SERVER_TIME;
    }
    if (seconds == DONT_CHANGE || micros == DONT_CHANGE) {
      return TimeChange.KEEP;
    }
    if (micros < 0 || micros > MICROS_PER_SECOND) {
      throw FsException.of(Status.INVALID);
    }
    return new TimeChange.To(
        (seconds & MAX_UNSIGNED) * NANOS_PER_SECOND + micros * NANOS_PER_MICRO);
  }
}
