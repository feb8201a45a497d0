package io.havenfs.bench.work;

import io.havenfs.bench.protocol.FileHandle;
import io.havenfs.bench.protocol.LockOwner;
import io.havenfs.bench.protocol.Protocol;
import java.util.List;

/**
 * Locks a range of a file and unlocks it: a file per connection, a lock-owner and a range per slot.
 * The file is opened before and closed afterwards.
 */
record LockWork() implements Work {
  private static final long RANGE_BYTES = 100;

  @Override
  public String name() {
    return "locks";
  }

  @Override
  public Operation operation(Ground ground, Seat seat) {
    Protocol protocol = seat.protocol();
    FileHandle file = ground.file(seat.connectionName(), 0);
    LockOwner owner = new LockOwner(seat.slotName());
    long offset = seat.slot() * RANGE_BYTES;
    seat.caller().make(protocol.open(file, owner));
    return new Operation(
        List.of(
            protocol.lock(file, owner, offset, RANGE_BYTES),
            protocol.unlock(file, owner, offset, RANGE_BYTES)),
        () -> {},
        () -> seat.caller().make(protocol.close(file, owner)));
  }
}
