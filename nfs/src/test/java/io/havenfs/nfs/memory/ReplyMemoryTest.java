package io.havenfs.nfs.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.reply.ReplyMemory;
import io.havenfs.engine.reply.ReplyTables;
import io.havenfs.engine.reply.RequestKey;
import io.havenfs.engine.table.Table;
import io.havenfs.testkit.time.VirtualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** The duplicate-request memory over tables in their stored form. */
class ReplyMemoryTest {
  private static final Bytes RESULTS = new Bytes(new byte[] {1, 2, 3, 4});

  private final VirtualTime time = new VirtualTime();
  private final MemoryTransaction tx = new MemoryTransaction(time);
  private final ReplyMemory memory = new ReplyMemory();

  @Test
  void aClientCountingUpHasExactlyItsLastRepliesRemembered() {
    assertRing(xid -> xid);
  }

  @Test
  void soHasOneThatCountsInTheOtherByteOrder() {
    assertRing(Integer::reverseBytes);
  }

  @Test
  void randomXidsAreRememberedForAWhile() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      RequestKey key = key(1, random.nextInt());
      memory.remember(tx, key, RESULTS);
      assertThat(memory.find(tx, key)).contains(RESULTS);
    }
    assertThat(rows()).isLessThanOrEqualTo(ReplyMemory.REPLIES_PER_CONNECTION);
  }

  @Test
  void aConnectionThatIsSlowToComeBackFindsItsRepliesHoweverFastOthersOfTheHostAre() {
    int kept = ReplyMemory.REPLIES_PER_CONNECTION;
    for (int xid = 1; xid <= kept; xid++) {
      memory.remember(tx, key(1, 700, xid), RESULTS);
    }
    for (int xid = 1; xid <= 10 * kept; xid++) {
      memory.remember(tx, key(1, 701 + xid % 8, xid), RESULTS);
    }
    for (int xid = 1; xid <= kept; xid++) {
      assertThat(memory.find(tx, key(1, 700, xid))).isPresent();
    }
  }

  @Test
  void connectionsBeyondTheLimitPushOutTheOneSilentForLongest() {
    for (int client = 0; client < ReplyMemory.MAX_CONNECTIONS; client++) {
      memory.remember(tx, key(client, 1), RESULTS);
    }
    time.advance(Duration.ofMinutes(2));
    memory.remember(tx, key(0, 2), RESULTS);
    memory.remember(tx, key(ReplyMemory.MAX_CONNECTIONS, 1), RESULTS);

    assertThat(memory.find(tx, key(0, 1))).isPresent();
    assertThat(memory.find(tx, key(1, 1))).isEmpty();
    assertThat(memory.find(tx, key(2, 1))).isPresent();
    assertThat(tx.rowCount(table(1))).isEqualTo(ReplyMemory.MAX_CONNECTIONS);
    assertThat(rows()).isEqualTo(ReplyMemory.MAX_CONNECTIONS + 1);
  }

  private void assertRing(IntUnaryOperator xids) {
    int last = 3 * ReplyMemory.REPLIES_PER_CONNECTION;
    for (int i = 1; i <= last; i++) {
      memory.remember(tx, key(1, xids.applyAsInt(i)), RESULTS);
    }
    for (int i = 1; i <= last; i++) {
      assertThat(memory.find(tx, key(1, xids.applyAsInt(i))).isPresent())
          .isEqualTo(i > last - ReplyMemory.REPLIES_PER_CONNECTION);
    }
    assertThat(rows()).isEqualTo(ReplyMemory.REPLIES_PER_CONNECTION);
  }

  private int rows() {
    return tx.rowCount(table(0));
  }

  private static Table<?, ?> table(int index) {
    return ReplyTables.all().get(index);
  }

  private static RequestKey key(int client, int xid) {
    return key(client, 700, xid);
  }

  private static RequestKey key(int client, int port, int xid) {
    InetAddress address = InetAddress.ofLiteral("10.0." + client / 256 + "." + client % 256);
    return new RequestKey(ClientAddress.of(address), port, xid, 100003, 3, 9, 77L);
  }
}
