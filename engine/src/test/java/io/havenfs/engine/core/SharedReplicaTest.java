package io.havenfs.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.host.disk.DiskLockedException;
import io.havenfs.testkit.seeded.Seeded;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A replica in shared storage, which another machine opens when its owner has died with all that it
 * had in memory: whatever was answered is there, locks and opens included, and clients need no
 * grace period.
 */
class SharedReplicaTest {
  private static final int STEPS = 60;

  @Test
  void theNextMachineHasAllThatWasAnswered() {
    Seeded.run(
        100,
        random -> {
          CrashRun run = new CrashRun(random, Copies.SHARED);
          for (int takeover = 0; takeover < 3; takeover++) {
            run.dieWithin(STEPS, random.nextInt(1, 300));
            assertThat(run.model().allAnsweredIsDurable()).isTrue();
            run.restartMachine();
            run.model().checkAfterPowerLoss(run);
            assertThat(run.replica().stateLost()).as("a grace period is needed").isFalse();
            run.forgetUncertain();
          }
        });
  }

  @Test
  void aProcessThatComesBackOnItsMachineHasEverything() {
    Seeded.run(
        50,
        random -> {
          CrashRun run = new CrashRun(random, Copies.SHARED);
          run.dieWithin(STEPS, random.nextInt(1, 300));
          run.restartProcess();
          run.model().checkAfterKill(run);
        });
  }

  @Test
  void theWriteVerifierChangesOnlyWhereBytesMayBeLost() throws IOException {
    CrashRun run = new CrashRun(new SplittableRandom(1), Copies.SHARED);
    long before = run.replica().writeVerifier();
    run.restartMachine();
    assertThat(run.replica().writeVerifier()).as("nothing was written").isEqualTo(before);
    Replica replica = run.replica().replica();
    var _ = replica.decide(new ReplicaCrashTest.WriteBytes(false), 1);
    replica.write();
    run.replica().log().sync();
    replica.commit(replica.decidedSn());
    run.restartProcess();
    assertThat(run.replica().writeVerifier()).isEqualTo(before);
    run.restartMachine();
    assertThat(run.replica().writeVerifier()).isNotEqualTo(before);
    long after = run.replica().writeVerifier();
    run.closeCleanly();
    run.restartMachine();
    assertThat(run.replica().writeVerifier()).as("a planned move").isEqualTo(after);
  }

  @Test
  void nobodyOpensWhatIsOpen() throws IOException {
    CrashRun run = new CrashRun(new SplittableRandom(1), Copies.SHARED);
    run.steps(5);
    assertThatThrownBy(run::openAgain).isInstanceOf(DiskLockedException.class);
  }
}
