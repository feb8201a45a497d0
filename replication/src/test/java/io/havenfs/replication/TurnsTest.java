package io.havenfs.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final AtomicInteger atOnce = new AtomicInteger(1);
  private final Turns turns = new Turns(atOnce::get);

  @Test
  void soManyAtATimeInTheOrderOfAsking() {
    assertThat(turns.take("a")).isTrue();
    assertThat(turns.take("b")).isFalse();
    assertThat(turns.take("c")).isFalse();
    assertThat(turns.take("a")).as("has it").isTrue();
    turns.give("a");
    assertThat(turns.take("c")).as("b was first").isFalse();
    assertThat(turns.take("b")).isTrue();
    turns.give("b");
    assertThat(turns.take("c")).isTrue();
  }

  @Test
  void whoGivesUpWaitingHoldsNobodyUp() {
    turns.take("a");
    turns.take("b");
    turns.take("c");
    turns.give("b");
    turns.give("a");
    assertThat(turns.take("c")).isTrue();
  }

  @Test
  void theNumberMayChange() {
    turns.take("a");
    assertThat(turns.take("b")).isFalse();
    atOnce.set(2);
    assertThat(turns.take("b")).isTrue();
    atOnce.set(1);
    turns.give("a");
    assertThat(turns.take("c")).as("b is still at it").isFalse();
    turns.give("b");
    assertThat(turns.take("c")).isTrue();
  }
}
