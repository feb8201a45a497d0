package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.model.FileType;

/** {@code nfs_ftype4} (RFC 8881 section 3.2). */
public final class FileTypes {
  public static final int NF4REG = 1;
  public static final int NF4DIR = 2;
  public static final int NF4BLK = 3;
  public static final int NF4CHR = 4;
  public static final int NF4LNK = 5;
  public static final int NF4SOCK = 6;
  public static final int NF4FIFO = 7;

  private FileTypes() {}

  /** The number of a type. */
  public static int code(FileType type) {
    return switch (type) {
      case REGULAR -> NF4REG;
      case DIRECTORY -> NF4DIR;
      case SYMLINK -> NF4LNK;
      case BLOCK_DEVICE -> NF4BLK;
      case CHARACTER_DEVICE -> NF4CHR;
      case FIFO -> NF4FIFO;
      case SOCKET -> NF4SOCK;
    };
  }
}
