package io.havenfs.replication.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.replication.ReplicaStatus;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Peers that fall behind, and how they are brought up to date. */
class SynchronisationTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private static Cluster cluster(int copies, ReplicationLimits limits) throws Exception {
    return new Cluster(new SplittableRandom(5), copies, 1 << 20, limits);
  }

  private static Client load(Cluster cluster, int requests, long first) throws Exception {
    Client client = new Client(cluster, first);
    client.load(requests, 10 * MILLI);
    return client;
  }

  @Test
  void aPeerThatFallsSilentHoldsNobodyUpForLong() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS);
    cluster.events.run(SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
    Client client = load(cluster, 200, 1);
    cluster.events.run(300 * MILLI);
    cluster.node("n1").freeze();
    cluster.events.run(700 * MILLI);
    assertThat(cluster.inSync()).containsExactly("n0");
    cluster.events.run(2 * SECOND);
    assertThat(client.isDone()).isTrue();
    cluster.node("n1").thaw();
    cluster.events.run(3 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
  }

  /** It would leave those who can take over, while nobody can reach it. */
  @Test
  void aPrimaryThatHearsNothingLeavesNobody() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS);
    cluster.events.run(SECOND);
    load(cluster, 50, 1);
    cluster.events.run(100 * MILLI);
    cluster.deaf(true);
    cluster.node("n1").freeze();
    cluster.events.run(3 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
    cluster.deaf(false);
    cluster.events.run(SECOND);
    assertThat(cluster.inSync()).containsExactly("n0");
  }

  @Test
  void aDelayedSynchronisationWaitsForACommand() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS);
    cluster.node("n0").member(member -> member.synchroniseAutomatically(false));
    cluster.events.run(100 * MILLI);
    cluster.node("n1").die(false);
    load(cluster, 20, 1);
    cluster.events.run(3 * SECOND);
    cluster.restart(cluster.node("n1"));
    cluster.events.run(3 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0");
    assertThat(cluster.node("n0").status().peers())
        .hasEntrySatisfying(
            "n1",
            peer ->
                assertThat(peer.connection()).isEqualTo(ReplicaStatus.Connection.SYNCHRONISING));
    cluster.node("n0").member(member -> member.synchronise("n1"));
    cluster.events.run(3 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
  }

  @Test
  void aThrottledSynchronisationTakesItsTime() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS.withSyncBytesPerSecond(128 << 10));
    cluster.events.run(SECOND);
    cluster.node("n1").die(false);
    Client client = load(cluster, 300, 1);
    cluster.events.run(5 * SECOND);
    assertThat(client.isDone()).isTrue();
    cluster.restart(cluster.node("n1"));
    cluster.events.run(2 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0");
    ReplicaStatus status = cluster.node("n1").status();
    assertThat(status.synchronising())
        .hasValueSatisfying(
            progress -> {
              assertThat(progress.bytesLeft()).isPositive();
              assertThat(progress.bytesDone()).isPositive();
              assertThat(progress.bytesPerSecond()).isBetween(32L << 10, 512L << 10);
            });
    cluster.events.run(20 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
  }

  @Test
  void limitsChangeWhileASynchronisationIsUnderWay() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS.withSyncBytesPerSecond(64 << 10));
    cluster.events.run(SECOND);
    cluster.node("n1").die(false);
    load(cluster, 300, 1);
    cluster.events.run(5 * SECOND);
    cluster.restart(cluster.node("n1"));
    cluster.events.run(2 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0");
    cluster.node("n1").member(member -> member.limits(Node.LIMITS));
    cluster.events.run(SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
  }

  @Test
  void whatIsOverwrittenMeanwhileIsNotFetched() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS.withSyncBytesPerSecond(16 << 10));
    cluster.events.run(SECOND);
    cluster.node("n1").die(false);
    load(cluster, 300, 1);
    cluster.events.run(5 * SECOND);
    cluster.restart(cluster.node("n1"));
    cluster.events.run(SECOND);
    assertThat(cluster.inSync()).containsExactly("n0");
    for (long file = 1000; file < 1000 + Client.FILES; file++) {
      for (long block = 0; block <= Client.FILE_BYTES / FileRanges.BLOCK_BYTES; block++) {
        cluster.node("n0").submit(new Overwrite(file, block));
      }
    }
    cluster.events.run(100 * SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
    assertThat(cluster.node("n1").fetchedBytes()).isLessThan(Client.FILES * Client.FILE_BYTES / 4);
  }

  private record Overwrite(long file, long block) implements Change {
    @Override
    public void decide(Transaction tx) {
      tx.change(Client.block(file, block, new SplittableRandom(file + block)));
    }

    @Override
    public void committed() {}

    @Override
    public void failed(Throwable cause) {
      throw new AssertionError(cause);
    }
  }

  /** However fast entries are decided, there is a moment from which on it counts. */
  @Test
  void aCopyComesInSyncUnderLoadThatNeverPauses() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS);
    cluster.events.run(SECOND);
    cluster.node("n1").die(false);
    cluster.events.run(SECOND);
    overwriteForEver(cluster, 0);
    cluster.events.run(100 * MILLI);
    cluster.restart(cluster.node("n1"));
    cluster.events.run(SECOND);
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
    long files = Client.FILES * Client.FILE_BYTES;
    assertThat(cluster.node("n1").fetchedBytes()).isLessThanOrEqualTo(files + files / 5);
  }

  private static void overwriteForEver(Cluster cluster, long count) throws Exception {
    long blocks = Client.FILE_BYTES / FileRanges.BLOCK_BYTES;
    for (long i = count; i < count + 4; i++) {
      long file = 1000 + i / blocks % Client.FILES;
      cluster.node("n0").submit(new Overwrite(file, i % blocks));
    }
    cluster.events.after(MILLI / 2, () -> overwriteForEver(cluster, count + 4));
  }

  /** What was made durable before it came in sync must survive on it, too. */
  @Test
  void aCopyThatComesInSyncHasOnItsDiskWhatWasFlushedWithoutIt() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS);
    Node copy = cluster.node("n1");
    cluster.refusesAdditions(true);
    cluster.events.run(SECOND);
    for (long refused = cluster.refused(); cluster.refused() == refused; ) {
      cluster.events.run(MILLI);
    }
    cluster.node("n0").submit(new Overwrite(1000, 0));
    cluster.events.run(10 * MILLI);
    cluster.refusesAdditions(false);
    assertThat(cluster.inSync()).containsExactly("n0");
    for (int i = 0; i < 1000 && cluster.inSync().size() < 2; i++) {
      cluster.events.run(MILLI);
    }
    assertThat(cluster.inSync()).containsExactly("n0", "n1");
    copy.die(true);
    copy.start();
    assertThat(firstBlock(copy)).isEqualTo(firstBlock(cluster.node("n0")));
  }

  private static ByteBuf firstBlock(Node node) throws Exception {
    ByteBuf bytes = Unpooled.directBuffer(FileRanges.BLOCK_BYTES);
    node.sequencer().files().readData(1000, 0, FileRanges.BLOCK_BYTES, bytes);
    return bytes;
  }

  @Test
  void oneIsSynchronisedAtATime() throws Exception {
    Cluster cluster = cluster(3, Node.LIMITS.withSyncBytesPerSecond(256 << 10));
    cluster.events.run(SECOND);
    cluster.node("n1").die(false);
    cluster.node("n2").die(false);
    load(cluster, 300, 1);
    cluster.events.run(5 * SECOND);
    cluster.restart(cluster.node("n1"));
    cluster.restart(cluster.node("n2"));
    boolean alone = false;
    for (int i = 0; i < 400 && cluster.inSync().size() < 3; i++) {
      cluster.events.run(100 * MILLI);
      alone |= isFetching(cluster.node("n1")) || isFetching(cluster.node("n2"));
      assertThat(isFetching(cluster.node("n1")) && isFetching(cluster.node("n2"))).isFalse();
    }
    assertThat(alone).isTrue();
    assertThat(cluster.inSync()).containsExactly("n0", "n1", "n2");
  }

  private static boolean isFetching(Node node) {
    return node.status()
        .synchronising()
        .filter(progress -> progress.bytesDone() > 0 && progress.bytesLeft() > 0)
        .isPresent();
  }

  @Test
  void anOlderPrimaryIsRefused() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS);
    Node node = cluster.node("n1");
    node.member(member -> member.follow(9));
    List<Frame> answers = new ArrayList<>();
    Link link = new Listener(answers);
    node.member(member -> member.calledBy(link, new Frame.Hello(1, "service", "n0", 8)));
    assertThat(answers).singleElement().isInstanceOf(Frame.Reject.class);
    node.die(false);
    node.start();
    answers.clear();
    node.member(member -> member.calledBy(link, new Frame.Hello(1, "service", "n0", 8)));
    assertThat(answers).as("after a restart").singleElement().isInstanceOf(Frame.Reject.class);
    answers.clear();
    node.member(member -> member.calledBy(link, new Frame.Hello(1, "service", "n0", 9)));
    assertThat(answers).first().isInstanceOf(Frame.Tail.class);
  }

  private record Listener(List<Frame> sent) implements Link {
    @Override
    public void send(Frame frame) {
      sent.add(frame);
    }

    @Override
    public void flush() {}

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void aPlannedMoveAnswersEverythingFirst() throws Exception {
    Cluster cluster = cluster(2, Node.LIMITS);
    cluster.events.run(SECOND);
    Client client = load(cluster, 50, 1);
    cluster.events.run(100 * MILLI);
    List<Long> drained = new ArrayList<>();
    cluster.node("n0").member(member -> member.drain(() -> drained.add(cluster.events.now())));
    cluster.events.run(50 * MILLI);
    assertThat(drained).hasSize(1);
    long sn = cluster.node("n0").sequencer().replica().decidedSn();
    assertThat(cluster.node("n1").sequencer().replica().appliedSn()).isEqualTo(sn);
    int answered = client.answered().size();
    cluster.events.run(SECOND);
    assertThat(client.answered()).as("nothing is decided meanwhile").hasSize(answered);
  }
}
