package io.havenfs.replication.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.replication.Comparison;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Copies that die, are cut off, take over and come back, under a client that repeats itself until
 * it is answered. At the end: every answered request was done once and is there on every copy in
 * sync (invariants 3, 4, 6), in the place that the answer told (5), and the copies are the same,
 * row by row and byte by byte (9).
 */
class ReplicationRunTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  @Test
  void withoutTroubleCopiesBecomeTheSame() {
    Seeded.run(10, random -> run(random, Trouble.NONE, 2, 1 << 20));
  }

  @Test
  void connectionsBreak() {
    Seeded.run(20, random -> run(random, Trouble.CONNECTIONS, 3, 1 << 20));
  }

  @Test
  void processesDie() {
    Seeded.run(40, random -> run(random, Trouble.PROCESSES, random.nextInt(2, 4), 1 << 20));
  }

  @Test
  void machinesLosePower() {
    Seeded.run(40, random -> run(random, Trouble.MACHINES, random.nextInt(2, 4), 1 << 20));
  }

  @Test
  void logsDoNotReachBack() {
    Seeded.run(30, random -> run(random, Trouble.PROCESSES, 3, 0));
  }

  @Test
  void disksDieInTheMiddle() {
    Seeded.run(40, random -> run(random, Trouble.DISKS, 3, random.nextInt(2) << 20));
  }

  @Test
  void whatDiffersIsFoundAndRepaired() throws Exception {
    Seeded.run(
        10,
        random -> {
          Cluster cluster = settled(random, new Client[1]);
          Node spoiled = other(cluster, cluster.primary());
          ByteBuf wrong = Unpooled.wrappedBuffer(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
          // In the second case a file that the primary lost altogether.
          long file = random.nextBoolean() ? 1001 : 777_777;
          spoiled.sequencer().files().writeData(file, 100_000, wrong);
          Comparison comparison = compare(cluster);
          assertThat(comparison.peers())
              .hasEntrySatisfying(
                  spoiled.name,
                  difference -> {
                    assertThat(difference.differentBlocks()).isPositive();
                    assertThat(difference.differentRows()).isZero();
                  });
          awaitAllInSync(cluster);
          assertThat(compare(cluster).peers().values())
              .hasSize(2)
              .allSatisfy(each -> assertThat(each.differentBlocks()).isZero());
        });
  }

  @Test
  void tablesThatDifferAreReplaced() throws Exception {
    Seeded.run(
        5,
        random -> {
          Client[] client = new Client[1];
          Cluster cluster = settled(random, client);
          Node spoiled = other(cluster, cluster.primary());
          ByteBuf row = Unpooled.buffer().writeInt(1).writeInt(9).writeByte(100).writeLong(99_999);
          spoiled.sequencer().load(row.writeInt(8).writeLong(5));
          assertThat(compare(cluster).peers())
              .hasEntrySatisfying(
                  spoiled.name, difference -> assertThat(difference.differentRows()).isPositive());
          awaitAllInSync(cluster);
          check(cluster, client[0]);
        });
  }

  private static Cluster settled(RandomGenerator random, Client[] client) throws Exception {
    Cluster cluster = new Cluster(random, 3, 1 << 20);
    client[0] = new Client(cluster);
    client[0].load(100, 10 * MILLI);
    cluster.events.run(2 * SECOND);
    awaitAllInSync(cluster);
    return cluster;
  }

  private static void awaitAllInSync(Cluster cluster) throws Exception {
    cluster.events.run(SECOND);
    for (int i = 0; i < 50 && cluster.inSync().size() < cluster.nodes().size(); i++) {
      cluster.events.run(SECOND / 5);
    }
    assertThat(cluster.inSync()).hasSize(cluster.nodes().size());
  }

  private static Node other(Cluster cluster, String name) {
    return cluster.nodes().stream()
        .filter(node -> !node.name.equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Comparison compare(Cluster cluster) throws Exception {
    List<Comparison> comparisons = new ArrayList<>();
    cluster.node(cluster.primary()).member(member -> member.compare(comparisons::add));
    cluster.events.run(SECOND);
    assertThat(comparisons).hasSize(1);
    return comparisons.getFirst();
  }

  @Test
  void aCopyThatWasAwayFetchesWhatChangedAndLittleElse() throws Exception {
    Seeded.run(
        10,
        random -> {
          Cluster cluster = settled(random, new Client[1]);
          Node away = other(cluster, cluster.primary());
          away.die(false);
          cluster.events.run(SECOND);
          Client more = new Client(cluster, 1_000);
          more.load(3, 10 * MILLI);
          cluster.events.run(SECOND);
          FileRanges changed = new FileRanges();
          for (long id = 1_000; id < 1_003; id++) {
            more.note(id, changed);
          }
          cluster.restart(away);
          awaitAllInSync(cluster);
          assertThat(away.fetchedBytes()).isLessThanOrEqualTo(changed.bytes() * 12 / 10);
        });
  }

  private enum Trouble {
    NONE,
    CONNECTIONS,
    PROCESSES,
    MACHINES,
    DISKS
  }

  private static void run(RandomGenerator random, Trouble trouble, int copies, long retained)
      throws Exception {
    Cluster cluster = new Cluster(random, copies, retained);
    Client client = new Client(cluster);
    cluster.supervise();
    client.load(400, 10 * MILLI);
    trouble(cluster, trouble);
    cluster.events.run(4 * SECOND);
    cluster.quiet = true;
    for (Node node : cluster.nodes()) {
      node.dieWithin(Integer.MAX_VALUE);
      if (!node.isAlive()) {
        restart(cluster, node);
      }
    }
    for (int i = 0; i < 100 && !isSettled(cluster, client); i++) {
      cluster.events.run(SECOND / 5);
    }
    awaitCompared(cluster);
    check(cluster, client);
    cluster.nodes().forEach(node -> node.die(false));
  }

  /** Of entries that all lost, each may still have another part in its data files. */
  private static void awaitCompared(Cluster cluster) throws Exception {
    for (int i = 0; i < 50 && cluster.node(cluster.primary()).sequencer().mayDiffer(); i++) {
      cluster.events.run(SECOND / 5);
    }
    assertThat(cluster.node(cluster.primary()).sequencer().mayDiffer()).as("may differ").isFalse();
    awaitAllInSync(cluster);
  }

  private static void trouble(Cluster cluster, Trouble kind) throws Exception {
    if (kind == Trouble.NONE) {
      return;
    }
    cluster.events.after(
        cluster.events.between(10 * MILLI, 500 * MILLI),
        () -> {
          if (!cluster.quiet) {
            strike(cluster, kind);
          }
          trouble(cluster, kind);
        });
  }

  private static void strike(Cluster cluster, Trouble kind) throws Exception {
    RandomGenerator random = cluster.events.random;
    Node node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    if (!node.isAlive()) {
      restart(cluster, node);
      return;
    }
    switch (kind) {
      case CONNECTIONS -> node.breakOne();
      case PROCESSES -> node.die(false);
      case MACHINES -> node.die(random.nextInt(3) > 0);
      case DISKS -> node.dieWithin(random.nextInt(1, 60));
      case NONE -> {}
    }
  }

  private static void restart(Cluster cluster, Node node) throws Exception {
    cluster.restart(node);
  }

  private static boolean isSettled(Cluster cluster, Client client) throws Exception {
    for (Node node : cluster.nodes()) {
      if (!node.isAlive()) {
        restart(cluster, node);
        return false;
      }
    }
    return client.isDone()
        && cluster.inSync().size() == cluster.nodes().size()
        && cluster.nodes().stream()
            .allMatch(
                node ->
                    node.sequencer().replica().appliedSn()
                        == cluster.node(cluster.primary()).sequencer().replica().decidedSn());
  }

  private static void check(Cluster cluster, Client client) throws Exception {
    assertThat(client.answered()).as("answered").hasSize((int) client.sent());
    assertThat(cluster.inSync()).as("in sync").hasSize(cluster.nodes().size());
    Node primary = cluster.node(cluster.primary());
    Map<Long, Long> done = CopyContents.rows(primary);
    if (!cluster.stateMayBeLost) {
      assertThat(done).isEqualTo(client.answered());
      assertThat(done.values()).as("places").doesNotHaveDuplicates();
    } else {
      client
          .answered()
          .forEach(
              (id, place) -> {
                if (client.wasDurable(id)) {
                  assertThat(done).as("durable request").containsEntry(id, place);
                }
              });
    }
    for (Node node : cluster.nodes()) {
      assertThat(CopyContents.rows(node)).as("rows of " + node.name).isEqualTo(done);
      for (long file = 1000; file < 1000 + Client.FILES; file++) {
        assertThat(
                Arrays.mismatch(CopyContents.bytes(node, file), CopyContents.bytes(primary, file)))
            .as(
                "first byte of file %d that differs between %s and %s",
                file, node.name, primary.name)
            .isEqualTo(-1);
      }
    }
    if (!cluster.verifierMayChange && !cluster.stateMayBeLost) {
      checkContents(primary, done);
    }
  }

  private static void checkContents(Node primary, Map<Long, Long> done) throws Exception {
    Map<Long, Long> order = new TreeMap<>();
    done.forEach((id, place) -> order.put(place, id));
    Map<Long, byte[]> files = new HashMap<>();
    order.values().forEach(id -> Client.applyTo(files, Client.change(id)));
    for (Map.Entry<Long, byte[]> each : files.entrySet()) {
      assertThat(Arrays.mismatch(CopyContents.bytes(primary, each.getKey()), each.getValue()))
          .as("first wrong byte of file %d", each.getKey())
          .isEqualTo(-1);
    }
  }
}
