package io.havenfs.replication.frame;

/** The bytes that tell frames apart. Numbers are never used for something else. */
final class FrameKind {
  static final int HELLO = 1;
  static final int TAIL = 2;
  static final int REJECT = 3;
  static final int RESUME = 4;
  static final int LOAD = 5;
  static final int ROWS = 6;
  static final int MISSING = 7;
  static final int LOADED = 8;
  static final int APPEND = 9;
  static final int LIVE = 10;
  static final int COMMIT = 11;
  static final int ACK = 12;
  static final int FLUSH = 13;
  static final int FLUSHED = 14;
  static final int FETCH = 15;
  static final int DATA = 16;
  static final int SUM = 17;
  static final int COMPARE = 18;
  static final int DIGEST = 19;
  static final int COMPARED = 20;
  static final int FILES = 21;
  static final int ALIVE = 22;

  private FrameKind() {}
}
