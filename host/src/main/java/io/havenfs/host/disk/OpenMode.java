package io.havenfs.host.disk;

/** How a file is opened. */
public enum OpenMode {
  /** An existing file, for reading only. */
  READ,
  /** An existing file, for reading and writing. */
  READ_WRITE,
  /** For reading and writing, created when missing. */
  CREATE,
  /** A new file, for reading and writing. */
  CREATE_NEW
}
