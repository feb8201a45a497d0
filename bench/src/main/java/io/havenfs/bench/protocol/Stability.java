package io.havenfs.bench.protocol;

/** What a WRITE asks for (stable_how, RFC 1813 section 3.3.7; the same in RFC 8881). */
public enum Stability {
  /** May be lost until COMMIT. */
  UNSTABLE(0),
  /** Data and attributes are on stable storage before the reply. */
  FILE_SYNC(2);

  private final int number;

  Stability(int number) {
    this.number = number;
  }

  /** The number on the wire. */
  int number() {
    return number;
  }
}
