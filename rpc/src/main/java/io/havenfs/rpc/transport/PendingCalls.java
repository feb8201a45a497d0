package io.havenfs.rpc.transport;

import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of one connection that wait for the peer's reply.
 *
 * <p>A transaction id is a slot's index in its low half and a count in its high half, so that a
 * reply finds its call without hashing, and a late reply to a call given up does not hit the slot's
 * next user. Time is counted in ticks of whoever calls {@link #expire}. Used on the event loop
 * only.
 */
final class PendingCalls {
  /** The most calls that can wait: the slots that half a transaction id can name. */
  static final int MAX_CAPACITY = 1 << 16;

  private static final int INITIAL_CAPACITY = 16;

  private static final Logger LOG = LoggerFactory.getLogger(PendingCalls.class);

  private final int limit;
  private int count;
  private int round;
  private int[] xids = new int[0];
  private int[] started = new int[0];
  private int[] free = new int[0];
  private int freeCount;
  private @Nullable ReplyHandler[] handlers = new ReplyHandler[0];

  /** At most {@code limit} calls; transaction ids begin at a place that {@code seed} chooses. */
  PendingCalls(int limit, int seed) {
    this.limit = limit;
    this.round = seed;
  }

  int size() {
    return count;
  }

  boolean isFull() {
    return count >= limit;
  }

  /** Adds a call that began at tick {@code now}, when not full, and returns its transaction id. */
  int add(ReplyHandler handler, int now) {
    if (freeCount == 0) {
      grow();
    }
    int slot = free[--freeCount];
    int xid = (round++ << 16) | slot;
    xids[slot] = xid;
    started[slot] = now;
    handlers[slot] = handler;
    count++;
    return xid;
  }

  /** Takes out the call with this transaction id; null if there is none. */
  @Nullable ReplyHandler take(int xid) {
    int slot = xid & (MAX_CAPACITY - 1);
    if (slot >= handlers.length || xids[slot] != xid) {
      return null;
    }
    ReplyHandler handler = handlers[slot];
    if (handler != null) {
      handlers[slot] = null;
      free[freeCount++] = slot;
      count--;
    }
    return handler;
  }

  /** Whether the call with this transaction id still waits. */
  boolean contains(int xid) {
    int slot = xid & (MAX_CAPACITY - 1);
    return slot < handlers.length && xids[slot] == xid && handlers[slot] != null;
  }

  /** Fails the calls that began {@code age} ticks before {@code now}, or earlier. */
  void expire(int now, int age, RpcFailure failure) {
    for (int slot = 0; slot < handlers.length && count > 0; slot++) {
      if (handlers[slot] != null && now - started[slot] >= age) {
        fail(slot, failure);
      }
    }
  }

  /** Fails all calls. */
  void failAll(RpcFailure failure) {
    for (int slot = 0; slot < handlers.length && count > 0; slot++) {
      if (handlers[slot] != null) {
        fail(slot, failure);
      }
    }
  }

  private void fail(int slot, RpcFailure failure) {
    ReplyHandler handler = take(xids[slot]);
    try {
      if (handler != null) {
        handler.failed(failure);
      }
    } catch (RuntimeException bug) {
      LOG.error("a reply handler failed", bug);
    }
  }

  private void grow() {
    int old = handlers.length;
    int capacity = Math.min(Math.max(INITIAL_CAPACITY, old * 2), MAX_CAPACITY);
    handlers = Arrays.copyOf(handlers, capacity);
    xids = Arrays.copyOf(xids, capacity);
    started = Arrays.copyOf(started, capacity);
    free = Arrays.copyOf(free, capacity);
    for (int slot = capacity - 1; slot >= old; slot--) {
      free[freeCount++] = slot;
    }
  }
}
