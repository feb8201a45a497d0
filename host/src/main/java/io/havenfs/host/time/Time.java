package io.havenfs.host.time;

/** Two clocks; may be read from any thread. */
public interface Time {
  /**
   * Nanoseconds of a clock that never steps, from an arbitrary origin: for durations and deadlines.
   * Only differences mean something.
   */
  long nanoTime();

  /**
   * Nanoseconds since 1970-01-01T00:00:00Z: for what others see, such as a file's times. It follows
   * the machine's clock when that is set, so it may step, back too; between steps it does not
   * decrease.
   */
  long wallNanos();
}
