package io.havenfs.engine.log;

/** The stored form of segments and entries; the package's page describes it. */
final class SegmentFormat {
  /** Bytes before the first entry. A whole block, so that entries never share one with it. */
  static final int HEADER_BYTES = 4096;

  /** Bytes before an entry's body. */
  static final int ENTRY_HEADER_BYTES = 48;

  /** Entries start at multiples of this. */
  static final int ALIGNMENT = 8;

  private SegmentFormat() {}

  /** The largest body that a segment of this size can hold. */
  static int largestBody(int segmentBytes) {
    return segmentBytes - HEADER_BYTES - ENTRY_HEADER_BYTES;
  }
}
