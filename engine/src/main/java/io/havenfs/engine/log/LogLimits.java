package io.havenfs.engine.log;

/**
 * The log's sizes, in bytes.
 *
 * @param segmentBytes size of a segment file
 * @param maxEntryBytes largest body of an entry
 * @param bufferBytes appended bytes held back at most before they are handed to the system
 */
public record LogLimits(int segmentBytes, int maxEntryBytes, int bufferBytes) {
  /** 64 MiB segments, entries up to 16 MiB. */
  public static final LogLimits DEFAULT = new LogLimits(64 << 20, 16 << 20, 4 << 20);

  /** Smallest segment: a header and something behind it. */
  static final int SMALLEST_SEGMENT = 8192;

  public LogLimits {
    if (segmentBytes < SMALLEST_SEGMENT || segmentBytes % SegmentFormat.HEADER_BYTES != 0) {
      throw new IllegalArgumentException("segmentBytes: " + segmentBytes);
    }
    if (maxEntryBytes < 1 || maxEntryBytes > SegmentFormat.largestBody(segmentBytes)) {
      throw new IllegalArgumentException(
          "maxEntryBytes: " + maxEntryBytes + " with segments of " + segmentBytes);
    }
    if (bufferBytes < 1) {
      throw new IllegalArgumentException("bufferBytes: " + bufferBytes);
    }
  }
}
