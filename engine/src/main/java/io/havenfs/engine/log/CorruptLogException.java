package io.havenfs.engine.log;

import java.io.IOException;

/**
 * The log holds something that no crash can explain: an entry that was on stable storage is damaged
 * or missing. The replica must not serve from it.
 */
public final class CorruptLogException extends IOException {
  private final String file;
  private final long offset;

  CorruptLogException(String file, long offset, String what) {
    super("log segment " + file + " is damaged at offset " + offset + ": " + what);
    this.file = file;
    this.offset = offset;
  }

  /** The segment's path on the disk. */
  public String file() {
    return file;
  }

  /** Where in the segment. */
  public long offset() {
    return offset;
  }
}
