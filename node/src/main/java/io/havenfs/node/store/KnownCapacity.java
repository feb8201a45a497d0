package io.havenfs.node.store;

import io.havenfs.engine.Capacity;
import java.util.function.Supplier;

/**
 * The storage's capacity: as it was found, until the engine that watches it is open. Thread-safe.
 */
final class KnownCapacity implements Supplier<Capacity> {
  private volatile Supplier<Capacity> source;

  KnownCapacity(Capacity found) {
    source = () -> found;
  }

  void follow(Supplier<Capacity> engine) {
    source = engine;
  }

  @Override
  public Capacity get() {
    return source.get();
  }
}
