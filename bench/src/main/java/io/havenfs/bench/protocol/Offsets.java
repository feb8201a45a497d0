package io.havenfs.bench.protocol;

/** The offsets that one slot goes through, again and again. */
public final class Offsets {
  private final long first;
  private final long stride;
  private final long end;
  private long next;

  /** Starts at {@code first}, advances by {@code stride}, and starts anew at {@code end}. */
  public Offsets(long first, long stride, long end) {
    this.first = first;
    this.stride = stride;
    this.end = end;
    this.next = first;
  }

  /** The next offset. */
  public long next() {
    long offset = next;
    next = offset + stride < end ? offset + stride : first;
    return offset;
  }
}
