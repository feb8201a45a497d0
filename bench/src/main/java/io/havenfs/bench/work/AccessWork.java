package io.havenfs.bench.work;

/** Asks for the access to one file per connection. */
record AccessWork() implements Work {
  @Override
  public String name() {
    return "access";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    return Operation.of(seat.protocol().access(ground.file(seat.connectionName(), 0)));
  }
}
