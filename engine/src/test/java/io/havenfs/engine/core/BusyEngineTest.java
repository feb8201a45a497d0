package io.havenfs.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.data.DataLimits;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.store.MemoryTableStore;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.testkit.disk.SimulatedDisk;
import io.havenfs.testkit.time.VirtualTime;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What an engine without room says, and one that has stopped. */
class BusyEngineTest {
  private static final EngineLimits ONE_CHANGE = new EngineLimits(1, 1, 1 << 20, 64 << 10, 0);

  private final CountDownLatch decided = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @Test
  void noRoomIsToldFromBeingStopped() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    EnginePorts ports =
        new EnginePorts(
            new SimulatedDisk(1),
            MemoryTableStore::new,
            new LogLimits(16 << 10, 4 << 10, 2 << 10),
            DataLimits.DEFAULT,
            new VirtualTime(),
            "boot",
            random);
    Ending slow = new Ending();
    ServiceEngine engine =
        ServiceEngine.open(ports, ONE_CHANGE, TestTables.ALL, tx -> {}, fault -> {});
    try (engine) {
      engine.submit(slow);
      decided.await();
      assertThat(refusal(engine)).isEqualTo(FsException.of(Status.DELAY));
      release.countDown();
      slow.ended.join();
    }
    assertThat(refusal(engine)).isInstanceOf(IllegalStateException.class);
  }

  private Throwable refusal(ServiceEngine engine) {
    Ending change = new Ending();
    engine.submit(change);
    return change.ended.exceptionNow();
  }

  private final class Ending implements Change {
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    @Override
    public void decide(Transaction tx) {
      decided.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void committed() {
      ended.complete(true);
    }

    @Override
    public void failed(Throwable cause) {
      ended.completeExceptionally(cause);
    }
  }
}
