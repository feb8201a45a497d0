package io.havenfs.replication.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The copy in sync is gone, an operator goes on with an older one, and then it comes back. */
class AcceptedLossTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final int REQUESTS = 150;

  /** A block of it is written before and in the history that is lost, and never again. */
  private static final long QUIET_FILE = 3_000;

  @Test
  void theCopyThatHadMoreGetsTheHistoryThatCounts() throws Exception {
    for (int seed = 0; seed < 5; seed++) {
      Cluster cluster = new Cluster(new SplittableRandom(seed), 2, 1 << 20);
      loseWhatOnlyTheFirstHas(cluster);
      load(cluster, 20, 20_001);
      comesBack(cluster);
    }
  }

  /** Then it cannot be seen from the log any more where the histories part. */
  @Test
  void alsoWhenItComesBackAfterALongTime() throws Exception {
    for (int seed = 0; seed < 2; seed++) {
      Cluster cluster = new Cluster(new SplittableRandom(seed), 3, 0);
      loseWhatOnlyTheFirstHas(cluster);
      cluster.restart(cluster.node("n2"));
      load(cluster, 1_000, 20_001);
      assertThat(cluster.inSync()).containsExactly("n1", "n2");
      cluster.restartPrimary();
      comesBack(cluster);
    }
  }

  private static void loseWhatOnlyTheFirstHas(Cluster cluster) throws Exception {
    cluster.events.run(SECOND);
    cluster.node("n0").submit(new QuietWrite(1));
    load(cluster, REQUESTS, 1);
    for (Node node : cluster.nodes()) {
      assertThat(cluster.inSync()).contains(node.name);
    }
    for (Node node : cluster.nodes().subList(1, cluster.nodes().size())) {
      node.die(false);
    }
    load(cluster, REQUESTS, 10_001);
    cluster.node("n0").submit(new QuietWrite(2));
    cluster.events.run(SECOND);
    Map<Long, Long> lost = new TreeMap<>(CopyContents.rows(cluster.node("n0")));
    long last = cluster.node("n0").sequencer().replica().appliedSn();
    cluster.node("n0").die(false);
    cluster.goOnWith("n1");
    cluster.events.run(SECOND);
    assertThat(cluster.node("n1").sequencer().lossPending()).isTrue();
    assertThat(cluster.node("n1").sequencer().mayShare(last, 1)).isFalse();
    assertThat(cluster.node("n1").sequencer().mayShare(1, 1)).isTrue();
    assertThat(cluster.node("n1").sequencer().mayShare(last, 2)).isTrue();
    lost.keySet().removeAll(CopyContents.rows(cluster.node("n1")).keySet());
    assertThat(lost).as("only the lost copy had these").hasSize(REQUESTS);
  }

  private static void comesBack(Cluster cluster) throws Exception {
    Node one = cluster.node("n0");
    Node other = cluster.node("n1");
    cluster.restart(one);
    for (int i = 0; i < 20_000 && !cluster.inSync().contains("n0"); i++) {
      cluster.events.run(MILLI);
    }
    assertThat(cluster.inSync()).contains("n0");
    assertSameFile(one, other, QUIET_FILE); // from the moment on in which it might take over
    cluster.events.run(SECOND);
    assertThat(CopyContents.rows(one)).isEqualTo(CopyContents.rows(other));
    assertThat(CopyContents.rows(one)).containsKey(1L).doesNotContainKey(10_001L);
    for (long file = 1000; file < 1000 + Client.FILES; file++) {
      assertSameFile(one, other, file);
    }
  }

  private static void assertSameFile(Node one, Node other, long file) throws Exception {
    assertThat(Arrays.mismatch(CopyContents.bytes(one, file), CopyContents.bytes(other, file)))
        .as("where file %d differs", file)
        .isEqualTo(-1);
  }

  private record QuietWrite(long seed) implements Change {
    @Override
    public void decide(Transaction tx) {
      tx.change(Client.block(QUIET_FILE, 0, new SplittableRandom(seed)));
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  private static void load(Cluster cluster, int requests, long first) throws Exception {
    Client client = new Client(cluster, first);
    client.load(requests, 10 * MILLI);
    for (int i = 0; i < 100 && client.answered().size() < requests; i++) {
      cluster.events.run(SECOND);
    }
    assertThat(client.answered()).hasSize(requests);
  }
}
