package io.havenfs.bench.work;

import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.FileName;
import java.util.List;

/** Creates a file with a new name and removes it; a directory per connection. */
record CreateRemoveWork() implements Work {
  @Override
  public String name() {
    return "create-remove";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    FileHandle directory = ground.directory(seat.connectionName());
    FileName name = FileName.counting(seat.slotName() + "-");
    return new Operation(
        List.of(
            seat.protocol().create(directory, name, new FileHandle()),
            seat.protocol().remove(directory, name)),
        name::next);
  }
}
