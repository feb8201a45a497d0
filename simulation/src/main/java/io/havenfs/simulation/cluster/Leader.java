package io.havenfs.simulation.cluster;

import io.havenfs.cluster.leader.FailoverDuty;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.OptionalLong;

/** The leader's duty on a node, in virtual time: in the place of {@code FailoverLeader}. */
final class Leader implements QuorumListener {
  private static final long LOOK = 50_000_000;

  private final Quorum quorum;
  private final SimulatedProcess process;
  private final FailoverDuty duty;
  private boolean lookScheduled;

  Leader(Quorum quorum, SimulatedProcess process) {
    this.quorum = quorum;
    this.process = process;
    duty = new FailoverDuty(quorum, process.clock(), Runnable::run, new FailoverDuty.Witness() {});
  }

  void start() {
    var _ = quorum.subscribe(this);
    tick();
  }

  private void tick() {
    duty.look();
    process.after(LOOK, this::tick);
  }

  void processEnded(Lifelines.Hello process) {
    duty.processEnded(process.node(), process.incarnation());
    lookSoon();
  }

  @Override
  public void stateChanged(ControlState state) {
    lookSoon();
  }

  @Override
  public void leadershipChanged(OptionalLong term) {
    lookSoon();
  }

  @Override
  public void healthChanged() {
    lookSoon();
  }

  private void lookSoon() {
    if (!lookScheduled) {
      lookScheduled = true;
      process.after(
          0,
          () -> {
            lookScheduled = false;
            duty.look();
          });
    }
  }
}
