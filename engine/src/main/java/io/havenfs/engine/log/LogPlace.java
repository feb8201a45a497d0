package io.havenfs.engine.log;

/**
 * Where somebody who reads the log in steps goes on.
 *
 * @param sn the next entry wanted
 * @param segment the first entry of the segment last read, 0 for none
 * @param offset where in that segment entry {@code sn} starts
 */
public record LogPlace(long sn, long segment, long offset) {
  /** Before entry {@code sn}, wherever that is. */
  public static LogPlace before(long sn) {
    return new LogPlace(sn, 0, 0);
  }
}
