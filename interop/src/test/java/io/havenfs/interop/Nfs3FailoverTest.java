package io.havenfs.interop;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Linux clients over NFSv3 on a cluster. */
final class Nfs3FailoverTest extends FailoverScenarios {
  Nfs3FailoverTest() {
    super("3");
  }

  /** At port 111 of the service's address; an automounter does the same, in the long form. */
  @Override
  void find(UmlClient client) {
    String more = Boolean.getBoolean("interop.long") ? "automounter" : "";
    client.scenario("service-address.sh", lab().address(), more).succeed(LIMIT);
  }

  @Test
  void aWaitingLockIsGrantedByWhoeverServesAfterAKill() {
    ClusterNode before = lab().primary();
    waitsThrough(
        () -> {
          before.kill();
          lab().awaitMoved(before);
        });
    before.start();
  }

  @Test
  @EnabledIfSystemProperty(named = "interop.long", matches = "true")
  void aWaitingLockIsGrantedByWhoeverServesAfterAMove() {
    waitsThrough(() -> lab().moveTo(lab().secondary()));
  }

  /**
   * A lock is waited for at one server and let go at another, which grants it; and while a number
   * is counted up under another lock, for which both wait in turn.
   */
  private void waitsThrough(Runnable failover) {
    String turns = "turns" + System.nanoTime();
    List<Job> counting =
        List.of(
            one().scenario("failover.py", "queue", turns),
            two().scenario("failover.py", "queue", turns));
    Job holder = shared(one(), "hold", "durable", "0", "100");
    holder.awaitLine("locked", LIMIT);
    Job waiter = shared(two(), "inherit");
    waiter.awaitLine("waiting", LIMIT);
    counting.forEach(job -> job.awaitMore("step", 0, LIMIT));
    failover.run();
    shared(two(), "conflict", "exclusive", "0", "100").succeed(LIMIT);
    waiter.assertRunning();
    counting.forEach(job -> job.awaitMore("step", job.lines("step").size(), LIMIT));
    handOver(holder, waiter);
    shared(one(), "free", "exclusive", "0", "0").succeed(LIMIT);
    two().scenario("failover.py", "stop", turns).succeed(LIMIT);
    counting.forEach(job -> job.succeed(LIMIT));
    one().scenario("failover.py", "tally", turns).succeed(LIMIT);
  }

  private static Job shared(UmlClient client, String... arguments) {
    return client.scenario("shared.py", arguments);
  }

  /** The holder lets go: then the lock is the waiter's, and nobody else's. */
  private void handOver(Job holder, Job waiter) {
    shared(one(), "release").succeed(LIMIT);
    holder.succeed(LIMIT);
    waiter.awaitLine("locked", LIMIT);
    shared(one(), "conflict", "exclusive", "99", "1").succeed(LIMIT);
    shared(two(), "release").succeed(LIMIT);
    waiter.succeed(LIMIT);
  }
}
