package io.havenfs.engine.model;

/** The types of file system objects; the codes are part of the stored format. */
public enum FileType {
  REGULAR(0),
  DIRECTORY(1),
  SYMLINK(2),
  BLOCK_DEVICE(3),
  CHARACTER_DEVICE(4),
  FIFO(5),
  SOCKET(6);

  private static final FileType[] VALUES = values();

  private final int code;

  FileType(int code) {
    this.code = code;
  }

  /** What is stored for the type. */
  public int code() {
    return code;
  }

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
