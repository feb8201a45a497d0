package io.havenfs.bench.work;

import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.FileName;

/** Looks up one name per connection. */
record LookupWork() implements Work {
  @Override
  public String name() {
    return "lookup";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    String name = seat.connectionName();
    ground.file(name, 0);
    return Operation.of(
        seat.protocol().lookup(ground.directory(), FileName.of(name), new FileHandle()));
  }
}
