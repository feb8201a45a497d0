package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** What happens to cables. Each method leaves the cluster whole, or on its way to that. */
final class NetworkFaults {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ACKNOWLEDGED = "acknowledged";

  private final FaultLab faults;
  private final ClusterLab lab;
  private final Work work;

  NetworkFaults(FaultLab faults) {
    this.faults = faults;
    lab = faults.cluster();
    work = faults.work();
  }

  /** Has the node serve that shares its switch with a client. */
  void serveBesideClient() {
    lab.moveTo(lab.nodes().getFirst());
  }

  /** No packet comes in any more; what it sends still arrives. */
  void deafenPrimary() {
    ClusterNode before = lab.primary();
    before.host().deafen();
    try {
      lab.awaitMoved(before);
    } finally {
      before.host().restore();
    }
  }

  /** No packet leaves any more; it hears all that is said. */
  void mutePrimary() {
    ClusterNode before = lab.primary();
    before.host().mute();
    try {
      lab.awaitMoved(before);
    } finally {
      before.host().restore();
    }
  }

  void cutOffSecondary() {
    ClusterNode secondary = lab.secondary();
    secondary.host().unplug();
    try {
      lab.awaitCopies(1);
      work.awaitProgress(faults.elsewhere());
    } finally {
      secondary.host().plug();
    }
  }

  /**
   * The primary is cut off together with a client that writes to it. When others have taken over
   * and acknowledge what other clients write, it acknowledges nothing, even where its address was
   * left with it.
   */
  void cutOffPrimaryWithClient() {
    divide(() -> {}, () -> {});
  }

  /**
   * The same with a primary that stands still when it is cut off, and wakes up after others have
   * taken over, with a client's requests in its sockets.
   */
  void freezePrimaryWithClient() {
    ClusterNode primary = lab.primary();
    divide(primary::freeze, primary::thaw);
  }

  private void divide(Runnable begin, Runnable deposed) {
    ClusterNode before = lab.primary();
    Job lone = work.start(faults.beside(), "lone");
    lone.awaitMore(ACKNOWLEDGED, 0, LIMIT);
    before.host().unplug();
    begin.run();
    try {
      lab.awaitMoved(before);
      work.awaitProgress(faults.elsewhere());
      int acknowledged = lone.lines(ACKNOWLEDGED).size();
      before.host().forceAddress(lab.address());
      deposed.run();
      work.awaitProgress(faults.elsewhere());
      work.awaitProgress(faults.elsewhere());
      assertThat(lone.lines(ACKNOWLEDGED))
          .as("acknowledged by the node that was deposed, with its address left to it")
          .hasSize(acknowledged);
    } finally {
      deposed.run();
      before.host().dropAddress(lab.address());
      before.host().plug();
    }
    lone.awaitMore(ACKNOWLEDGED, lone.lines(ACKNOWLEDGED).size(), LIMIT);
    work.start(faults.beside(), "home").succeed(LIMIT);
    lone.succeed(LIMIT);
  }
}
