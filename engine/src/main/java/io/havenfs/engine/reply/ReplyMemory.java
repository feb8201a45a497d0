package io.havenfs.engine.reply;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory of what was answered. Stateless: everything is in {@link ReplyTables}, so it is the
 * same on every replica, and what is pushed out when is decided by the rows alone. Used on the
 * sequencer.
 */
public final class ReplyMemory {
  /** Replies in a set: how many requests with colliding xids are kept apart. */
  private static final int WAYS = 4;

  private static final int SETS = 256;

  /**
   * Replies remembered of one connection, the last ones of a client that counts its xids up. More
   * than any client has in flight: Linux uses up to a few hundred slots a connection, and what was
   * answered over a living TCP connection is never asked again. However fast other connections of
   * the same host go on, one that is slow to come back finds all of its replies.
   */
  public static final int REPLIES_PER_CONNECTION = SETS * WAYS;

  /** Connections of which replies are remembered. */
  public static final int MAX_CONNECTIONS = 4096;

  /** The longest results that are remembered, bytes; the protocols' tables keep to it. */
  public static final int MAX_RESULTS = 8 << 10;

  private static final ClientPort LOWEST = new ClientPort(new ClientAddress(0, 0), 0);

  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  /** The results sent for this very request, if they are still remembered. */
  public Optional<Bytes> find(View view, RequestKey key) {
    ClientPort from = key.from();
    int first = firstSlot(key);
    for (int way = 0; way < WAYS; way++) {
      RememberedReply reply = view.get(ReplyTables.REPLIES, new ReplySlot(from, first + way));
      if (reply == null) {
        return Optional.empty();
      }
      if (reply.key().equals(key)) {
        return Optional.of(reply.results());
      }
    }
    return Optional.empty();
  }

  /**
   * Remembers the results of a request, in the transaction that has executed it. The row asks for
   * no durability of its own: it has that of the effect. The array must not be changed afterwards.
   */
  public void remember(Transaction tx, RequestKey key, Bytes results) {
    if (results.length() > MAX_RESULTS) {
      throw new IllegalArgumentException(results + " exceed " + MAX_RESULTS);
    }
    ClientPort from = key.from();
    note(tx, from);
    int first = firstSlot(key);
    int oldest = 0;
    long oldestAge = Long.MAX_VALUE;
    long newestAge = 0;
    for (int way = 0; way < WAYS; way++) {
      RememberedReply reply = tx.get(ReplyTables.REPLIES, new ReplySlot(from, first + way));
      long age = reply == null ? -1 : reply.age();
      if (age < oldestAge) {
        oldestAge = age;
        oldest = way;
      }
      newestAge = Math.max(newestAge, age);
      if (reply == null) {
        break;
      }
    }
    tx.put(
        ReplyTables.REPLIES,
        new ReplySlot(from, first + oldest),
        new RememberedReply(key, newestAge + 1, results));
  }

  /**
   * Consecutive xids must fall into consecutive sets. Some clients count in the byte order of the
   * wire, some (Linux) in that of their processor, so the bytes that change fastest are the last or
   * the first: the two ends are folded.
   */
  private static int firstSlot(RequestKey key) {
    int counted = key.xid() ^ Integer.reverseBytes(key.xid());
    return (counted & (SETS - 1)) * WAYS;
  }

  private static void note(Transaction tx, ClientPort from) {
    long minute = tx.now() / NANOS_PER_MINUTE;
    Long known = tx.get(ReplyTables.CONNECTIONS, from);
    if (known != null && known == minute) {
      return;
    }
    if (known == null) {
      makeRoom(tx);
    }
    tx.put(ReplyTables.CONNECTIONS, from, minute);
  }

  private static void makeRoom(Transaction tx) {
    Longest silent = new Longest();
    tx.scan(ReplyTables.CONNECTIONS, LOWEST, silent::see);
    if (silent.count >= MAX_CONNECTIONS) {
      forget(tx, silent.from);
    }
  }

  private static void forget(Transaction tx, ClientPort from) {
    List<ReplySlot> slots = new ArrayList<>();
    tx.scan(
        ReplyTables.REPLIES,
        new ReplySlot(from, 0),
        (slot, reply) -> slot.from().equals(from) && slots.add(slot));
    for (ReplySlot slot : slots) {
      tx.delete(ReplyTables.REPLIES, slot);
    }
    tx.delete(ReplyTables.CONNECTIONS, from);
  }

  /** Finds the connection that was silent for longest; of several the first in order. */
  private static final class Longest {
    private int count;
    private long minute = Long.MAX_VALUE;
    private ClientPort from = LOWEST;

    boolean see(ClientPort candidate, Long lastMinute) {
      count++;
      if (lastMinute < minute) {
        minute = lastMinute;
        from = candidate;
      }
      return true;
    }
  }
}
