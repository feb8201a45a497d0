package io.havenfs.bench.work;

import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.Offsets;
import io.havenfs.bench.protocol.Stability;
import io.havenfs.bench.protocol.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes {@value #WRITES} times {@code size} bytes UNSTABLE into the slot's own file and commits:
 * one operation.
 */
record WriteWork(int size) implements Work {
  private static final int WRITES = 16;

  @Override
  public String name() {
    return "write";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    FileHandle file = ground.file(seat.slotName(), 0);
    Offsets offsets = new Offsets(0, size, (long) WRITES * size);
    Step write = seat.protocol().write(file, offsets, new byte[size], Stability.UNSTABLE);
    List<Step> steps = new ArrayList<>(Collections.nCopies(WRITES, write));
    steps.add(seat.protocol().commit(file));
    return new Operation(steps, () -> {});
  }
}
