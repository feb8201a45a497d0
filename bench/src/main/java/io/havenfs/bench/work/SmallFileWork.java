package io.havenfs.bench.work;

import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.FileName;
import io.havenfs.bench.protocol.Offsets;
import io.havenfs.bench.protocol.Protocol;
import io.havenfs.bench.protocol.Stability;
import java.util.List;

/**
 * Creates a file, writes {@value #BYTES} bytes, commits and removes it; a directory per connection.
 */
record SmallFileWork() implements Work {
  private static final int BYTES = 4096;

  @Override
  public String name() {
    return "small-file";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    Protocol protocol = seat.protocol();
    FileHandle directory = ground.directory(seat.connectionName());
    FileHandle file = new FileHandle();
    FileName name = FileName.counting(seat.slotName() + "-");
    return new Operation(
        List.of(
            protocol.create(directory, name, file),
            protocol.write(file, new Offsets(0, 1, 1), new byte[BYTES], Stability.UNSTABLE),
            protocol.commit(file),
            protocol.remove(directory, name)),
        name::next);
  }
}
