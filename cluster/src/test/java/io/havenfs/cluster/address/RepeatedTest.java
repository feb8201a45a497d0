package io.havenfs.cluster.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTest {
  private static final long[] AT_ONCE = {0, 0, 0};

  /** What is left of the schedule of a process that was frozen runs when it goes on. */
  @Test
  void whoLostTheServiceMeanwhileSaysNothing() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(said(() -> asked.incrementAndGet() == 1)).hasSize(1);
    assertThat(asked).hasValue(AT_ONCE.length);
  }

  @Test
  void itIsSaidEachTimeAsLongAsThisNodeServes() {
    assertThat(said(() -> true)).hasSize(AT_ONCE.length);
  }

  private static List<String> said(java.util.function.BooleanSupplier mayServe) {
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
      Repeated.say(scheduler, AT_ONCE, mayServe, () -> said.add("here"));
    } // waits for what is scheduled
    return said;
  }
}
