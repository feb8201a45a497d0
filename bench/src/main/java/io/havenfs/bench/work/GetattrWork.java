package io.havenfs.bench.work;

/** Asks for the attributes of one file per connection. */
record GetattrWork() implements Work {
  @Override
  public String name() {
    return "getattr";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    return Operation.of(seat.protocol().getattr(ground.file(seat.connectionName(), 0)));
  }
}
