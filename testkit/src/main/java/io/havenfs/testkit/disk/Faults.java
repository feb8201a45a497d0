package io.havenfs.testkit.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which operations fail: counts operations, and injected faults down. */
final class Faults {
  private static final class Armed {
    private final Fault fault;
    private long seen;

    private Armed(Fault fault) {
      this.fault = fault;
    }

    private boolean strikes(DiskOperation operation, String path) {
      if (operation != fault.operation() || !path.startsWith(fault.pathPrefix())) {
        return false;
      }
      long index = seen++ - fault.after();
      return index >= 0 && index < fault.times();
    }
  }

  private final List<Armed> armed = new ArrayList<>();
  private long changes;
  private long dieAt = Long.MAX_VALUE;

  void inject(Fault fault) {
    armed.add(new Armed(fault));
  }

  void clear() {
    armed.clear();
  }

  /** The {@code n}-th change from now is the last. */
  void dieAfter(long n) {
    dieAt = changes + n;
  }

  long changes() {
    return changes;
  }

  /** Counts a change; whether it is the one to die in. */
  boolean countAndDie() {
    return ++changes == dieAt;
  }

  /** The error, if any, for an operation; to be asked once for each. */
  Optional<Fault.Kind> strike(DiskOperation operation, String path) {
    Optional<Fault.Kind> struck = Optional.empty();
    for (Armed each : armed) {
      if (each.strikes(operation, path)) {
        struck = Optional.of(each.fault.kind());
      }
    }
    return struck;
  }
}
