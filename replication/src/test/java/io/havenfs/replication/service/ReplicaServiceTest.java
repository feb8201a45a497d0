package io.havenfs.replication.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplicaServiceTest {
  private static final int FILE = 77;

  @Test
  void aSecondCopyCatchesUpTakesOverAndIsFollowed(@TempDir Path directory) throws Exception {
    try (Group group = new Group(directory, Set.of("a", "b"))) {
      group.lead("a", Set.of("a"));
      awaitInSync(group, Set.of("a", "b"));
      write(group, "a", 50);
      group.copy("a").drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
      group.lead("b", Set.of("a", "b"));
      write(group, "b", 50);
      group.copy("b").drain().toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(group.copy("b").compare().toCompletableFuture().get(20, TimeUnit.SECONDS).peers())
          .hasEntrySatisfying(
              "a",
              difference -> {
                assertThat(difference.differentRows()).isZero();
                assertThat(difference.differentBlocks()).isZero();
                assertThat(difference.comparedBytes()).isPositive();
              });
      assertThat(group.faults).isEmpty();
    }
  }

  static void awaitInSync(Group group, Set<String> names) {
    while (!group.inSync().equals(names)) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void write(Group group, String primary, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      ByteBuf payload = PooledByteBufAllocator.DEFAULT.directBuffer(100_000).writeZero(100_000);
      payload.setLong(i, i);
      group
          .copy(primary)
          .engine()
          .submit(new Put(i, payload, i % 2 == 0, i % 10 == 0, done, () -> {}));
      done.get(10, TimeUnit.SECONDS);
    }
  }

  /** Prints rates of one copy and of two: no test, but a measure to be run by hand. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    try (Group group = new Group(directory.resolve("one"), Set.of("a"))) {
      group.lead("a", Set.of("a"));
      measure(group, "one copy");
    }
    try (Group group = new Group(directory.resolve("two"), Set.of("a", "b"))) {
      group.lead("a", Set.of("a"));
      awaitInSync(group, Set.of("a", "b"));
      measure(group, "two copies");
    }
  }

  private static void measure(Group group, String what) throws Exception {
    for (int round = 0; round < 3; round++) {
      double small = small(group, 30_000);
      double bulk = bulk(group, 600);
      System.out.printf(
          "%s: %.0f creates/s at 32 in flight, %.0f MB/s (in sync: %s)%n",
          what, small, bulk, group.inSync());
    }
  }

  private static double small(Group group, int count) throws Exception {
    Semaphore flight = new Semaphore(32);
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      flight.acquire();
      group
          .copy("a")
          .engine()
          .submit(
              new Put(
                  i,
                  Unpooled.EMPTY_BUFFER,
                  true,
                  false,
                  new CompletableFuture<>(),
                  flight::release));
    }
    flight.acquire(32);
    return count * 1e9 / (System.nanoTime() - begun);
  }

  private static double bulk(Group group, int count) throws Exception {
    Semaphore flight = new Semaphore(16);
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      flight.acquire();
      ByteBuf payload = PooledByteBufAllocator.DEFAULT.directBuffer(1 << 20);
      payload.writerIndex(1 << 20);
      group
          .copy("a")
          .engine()
          .submit(
              new Put(
                  i, payload, false, i % 256 == 255, new CompletableFuture<>(), flight::release));
    }
    flight.acquire(16);
    return count * 1.048576 * 1e9 / (System.nanoTime() - begun);
  }

  private record Put(
      long id,
      ByteBuf payload,
      boolean disk,
      boolean flush,
      CompletableFuture<Void> done,
      Runnable after)
      implements Change {
    @Override
    public void decide(Transaction tx) {
      tx.put(Group.ROWS, id, id);
      if (payload.isReadable()) {
        tx.change(new DataChange.Write(FILE, id * payload.readableBytes(), payload, false));
      }
      if (disk) {
        tx.require(Durability.DISK);
      }
      if (flush) {
        tx.flush(FILE);
      }
    }

    @Override
    public void committed() {
      done.complete(null);
      after.run();
    }

    @Override
    public void failed(Throwable cause) {
      done.completeExceptionally(cause);
      after.run();
    }
  }
}
