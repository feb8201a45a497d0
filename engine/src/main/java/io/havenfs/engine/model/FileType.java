package io.havenfs.engine.model;

/** The types of file system objects; the order is part of the stored format. */
public enum FileType {
  REGULAR,
  DIRECTORY,
  SYMLINK,
  BLOCK_DEVICE,
  CHARACTER_DEVICE,
  FIFO,
  SOCKET;

  private static final FileType[] VALUES = values();

  /**
   * The type stored as {@code code}; throws {@link IllegalArgumentException} for an unknown one.
   */
  public static FileType of(int code) {
    if (code < 0 || code >= VALUES.length) {
      throw new IllegalArgumentException("unknown file type " + code);
    }
    return VALUES[code];
  }
}
