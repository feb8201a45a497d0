package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The faults that only show in how the nodes deal with each other, not in the protocol's version.
 * Some are in the long form only, {@code -Dinterop.long=true}.
 */
abstract class FaultScenarios extends FailoverScenarios {
  FaultScenarios(String version) {
    super(version);
  }

  @Test
  void thePrimaryStandsStill() {
    rounds(
        () -> {
          ClusterNode before = lab().primary();
          before.freeze();
          try {
            lab().awaitMoved(before);
          } finally {
            before.thaw();
          }
        });
  }

  @Test
  void thePrimaryIsCutOff() {
    rounds(
        () -> {
          ClusterNode before = lab().primary();
          before.host().unplug();
          try {
            lab().awaitMoved(before);
          } finally {
            before.host().plug();
          }
        });
  }

  @Test
  @EnabledIfSystemProperty(named = "interop.long", matches = "true")
  void thePrimaryHearsNothing() {
    rounds(
        () -> {
          ClusterNode before = lab().primary();
          before.host().deafen();
          try {
            lab().awaitMoved(before);
          } finally {
            before.host().restore();
          }
        });
  }

  @Test
  @EnabledIfSystemProperty(named = "interop.long", matches = "true")
  void theSecondaryIsKilled() {
    rounds(
        () -> {
          ClusterNode secondary = lab().secondary();
          secondary.kill();
          lab().awaitCopies(1);
          secondary.start();
        });
  }

  @Test
  @EnabledIfSystemProperty(named = "interop.long", matches = "true")
  void thePowerFails() {
    rounds(
        () -> {
          lab().nodes().forEach(ClusterNode::kill);
          lab().nodes().parallelStream().forEach(ClusterNode::start);
          assertThat(lab().primary().isRunning()).isTrue();
        });
  }
}
