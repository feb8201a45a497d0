package io.havenfs.cluster.address;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What is said to the network after a takeover, more than once. Frames get lost, and who heard of
 * another station less than a second ago does not listen (Linux, {@code locktime}); until then its
 * answers go to that one.
 */
public final class Repeated {
  private static final long[] AGAIN_MILLIS = {100, 500, 1000, 2000, 3000, 5000};

  private Repeated() {}

  /**
   * Has {@code say} run some times, in some seconds, each time only if {@code mayServe} says so: a
   * process that was frozen must not say that it is here when it goes on, for another one is.
   */
  public static void say(
      ScheduledExecutorService scheduler, BooleanSupplier mayServe, Runnable say) {
    say(scheduler, AGAIN_MILLIS, mayServe, say);
  }

  static void say(
      ScheduledExecutorService scheduler, long[] delays, BooleanSupplier mayServe, Runnable say) {
    for (long delay : delays) {
      var _ = scheduler.schedule(() -> sayIf(mayServe, say), delay, TimeUnit.MILLISECONDS);
    }
  }

  private static void sayIf(BooleanSupplier mayServe, Runnable say) {
    if (mayServe.getAsBoolean()) {
      say.run();
    }
  }
}
