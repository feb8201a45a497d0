package io.havenfs.cli.demo;

import java.util.concurrent.atomic.LongAdder;

/** What workers have done together. Thread-safe. */
record Totals(LongAdder operations, LongAdder bytes) {
  Totals() {
    this(new LongAdder(), new LongAdder());
  }
}
