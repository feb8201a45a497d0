package io.havenfs.bench.work;

import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.Offsets;
import io.havenfs.bench.protocol.Stability;

/** Writes {@code size} bytes FILE_SYNC into one file per connection, as a database would. */
record SyncWriteWork(int size) implements Work {
  private static final int BLOCKS_PER_SLOT = 64;

  @Override
  public String name() {
    return "write-sync";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    FileHandle file = ground.file(seat.connectionName(), 0);
    long stride = (long) seat.depth() * size;
    Offsets offsets = new Offsets((long) seat.slot() * size, stride, BLOCKS_PER_SLOT * stride);
    return Operation.of(seat.protocol().write(file, offsets, new byte[size], Stability.FILE_SYNC));
  }
}
