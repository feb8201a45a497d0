package io.havenfs.cli.demo;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** The longest time that a call took to be answered, since it was asked for last. Thread-safe. */
final class Stalls implements RpcSocket.Watch {
  private final LongAdder again = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  @Override
  public void sentAgain() {
    again.increment();
  }

  @Override
  public void answered(long nanos) {
    longest.accumulate(nanos);
  }

  /** How many calls had to be sent again. */
  long repeated() {
    return again.sum();
  }

  /** The longest of those answered since the last time that this was asked. */
  Duration takeLongest() {
    return Duration.ofNanos(longest.getThenReset());
  }
}
