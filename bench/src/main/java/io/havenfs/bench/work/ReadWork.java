package io.havenfs.bench.work;

import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.Offsets;

/** Reads a file that all share, {@code size} bytes at a time, from the server's cache. */
record ReadWork(int size) implements Work {
  private static final long FILE_BYTES = 32L << 20;

  @Override
  public String name() {
    return "read";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    long bytes = Math.max(1, FILE_BYTES / size) * size;
    FileHandle file = ground.file("data", bytes);
    long stride = (long) seat.depth() * size;
    long first = (long) seat.slot() * size % bytes;
    return Operation.of(seat.protocol().read(file, new Offsets(first, stride, bytes), size));
  }
}
