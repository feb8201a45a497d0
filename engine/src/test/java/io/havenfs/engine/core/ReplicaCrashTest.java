package io.havenfs.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.testkit.disk.SimulatedCrash;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A replica that dies in the middle of any operation of its disk comes back with everything that it
 * had acknowledged.
 *
 * <p>Entries are rows of random tables and changes of data files, logged and not, some of them
 * flushed, with checkpoints in between. {@link CrashModel} says what must be there afterwards.
 */
class ReplicaCrashTest {
  private static final int STEPS = 60;

  @Test
  void aKilledProcessLosesNothingItWrote() {
    Seeded.run(
        60,
        random -> {
          CrashRun run = new CrashRun(random);
          run.dieWithin(STEPS, random.nextInt(1, 400));
          run.restartProcess();
          run.model().checkAfterKill(run);
          run.steps(STEPS / 4);
          run.restartProcess();
          run.model().checkAfterKill(run);
        });
  }

  @Test
  void aMachineThatLosesPowerKeepsWhatWasPromised() {
    Seeded.run(
        100,
        random -> {
          CrashRun run = new CrashRun(random);
          run.dieWithin(STEPS, random.nextInt(1, 400));
          run.restartMachine();
          run.model().checkAfterPowerLoss(run);
          run.forgetUncertain();
          run.dieWithin(STEPS / 2, random.nextInt(1, 200));
          run.restartMachine();
          run.model().checkAfterPowerLoss(run);
        });
  }

  @Test
  void dyingInRecoveryHarmsNothing() {
    Seeded.run(
        30,
        random -> {
          CrashRun run = new CrashRun(random);
          run.dieWithin(STEPS, random.nextInt(1, 400));
          for (int i = 0; i < 3; i++) {
            dieInRecovery(run, random);
          }
          run.restartProcess();
          run.model().checkAfterKill(run);
        });
  }

  private static void dieInRecovery(CrashRun run, RandomGenerator random) throws IOException {
    try {
      run.restartProcessDyingAfter(random.nextInt(1, 30));
    } catch (SimulatedCrash died) {
      assertThat(died).isNotNull();
    }
  }

  @Test
  void anIdIsGivenOutOnlyOnceItsReservationIsDurable() throws IOException {
    OpenReplica opened = new CrashRun(new SplittableRandom(3)).replica();
    Replica replica = opened.replica();
    replica.decide(new TakeId(), 1);
    replica.write();
    assertThat(replica.committable(Long.MAX_VALUE, opened.log().syncedSn()))
        .isLessThan(replica.decidedSn());
    opened.log().sync();
    assertThat(replica.committable(Long.MAX_VALUE, opened.log().syncedSn()))
        .isEqualTo(replica.decidedSn());
  }

  /** Takes the first id of a block, and asks for no durability of its own. */
  private record TakeId() implements Change {
    @Override
    public void decide(Transaction tx) {
      tx.put(TestTables.CACHED, tx.newId(), TestTables.bytes("new"));
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
  }

  /** Found by the simulation of a cluster (seeds 2134, 2185, 5009 and 21189). */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCheckpointCoversWhatAKilledProcessWroteAndDidNotSync(boolean logged) throws IOException {
    CrashRun run = new CrashRun(new SplittableRandom(6));
    Replica replica = run.replica().replica();
    var _ = replica.decide(new WriteBytes(logged), 1);
    replica.write();
    run.replica().log().sync();
    replica.commit(replica.decidedSn());
    run.restartProcess();
    run.closeCleanly();
    run.restartMachine();
    ByteBuf found = Unpooled.buffer();
    run.replica().data().read(WriteBytes.FILE, 0, WriteBytes.TEXT.length(), found);
    assertThat(found.toString(StandardCharsets.US_ASCII)).isEqualTo(WriteBytes.TEXT);
  }

  /** Makes a data file. */
  record WriteBytes(boolean logged) implements Change {
    static final long FILE = 7000;
    private static final String TEXT = "written, and handed to the system";

    @Override
    public void decide(Transaction tx) {
      ByteBuf bytes = Unpooled.copiedBuffer(TEXT, StandardCharsets.US_ASCII);
      tx.change(new DataChange.Write(FILE, 0, bytes, logged));
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {}
  }

  @Test
  void theWriteVerifierChangesWithABootAndNotWithAProcess() throws IOException {
    CrashRun run = new CrashRun(new SplittableRandom(1));
    run.steps(5);
    long before = run.replica().writeVerifier();
    run.restartProcess();
    assertThat(run.replica().writeVerifier()).isEqualTo(before);
    assertThat(run.replica().stateLost()).isFalse();
    run.restartMachine();
    assertThat(run.replica().writeVerifier()).isNotEqualTo(before);
    assertThat(run.replica().stateLost()).isTrue();
  }

  /** Or clients would never learn of it, and take locks for theirs that are not. */
  @Test
  void aLossOfStateIsRememberedUntilItIsMadeUpForByHoweverManyProcesses() throws IOException {
    CrashRun run = new CrashRun(new SplittableRandom(3));
    assertThat(run.lossPending()).isFalse();
    run.restartMachine();
    run.restartProcess();
    run.restartProcess();
    assertThat(run.lossPending()).isTrue();
    run.makeUpForTheLoss();
    run.restartProcess();
    assertThat(run.lossPending()).isFalse();
  }

  @Test
  void aCleanStopLosesNothingEvenIfTheMachineRestarts() throws IOException {
    CrashRun run = new CrashRun(new SplittableRandom(2));
    run.steps(30);
    long before = run.replica().writeVerifier();
    run.closeCleanly();
    run.restartMachine();
    assertThat(run.replica().writeVerifier()).isEqualTo(before);
    assertThat(run.replica().stateLost()).isFalse();
    run.model().checkAfterKill(run);
  }

  @Test
  void aReplicaWhoseLogIsGoneIsRefused() throws IOException {
    CrashRun run = new CrashRun(new SplittableRandom(4));
    run.steps(30);
    run.closeCleanly();
    run.removeLog();
    assertThatThrownBy(run::restartProcess)
        .isInstanceOf(UntrustedReplicaException.class)
        .hasMessageContaining("part of the log is missing");
  }
}
