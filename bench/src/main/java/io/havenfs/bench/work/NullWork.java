package io.havenfs.bench.work;

/** Calls NULL: what a call costs at least. */
record NullWork() implements Work {
  @Override
  public String name() {
    return "null";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    return Operation.of(seat.protocol().nothing());
  }
}
