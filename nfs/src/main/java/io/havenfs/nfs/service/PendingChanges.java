package io.havenfs.nfs.service;

import io.havenfs.rpc.RpcCall;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many changes of a client wait to be committed, so that a listing that the same client asks
 * for meanwhile can wait for them. Clients are named by any number of theirs; they share counters,
 * so a count can be too high, never too low. Thread-safe.
 */
public final class PendingChanges {
  private static final int COUNTERS = 1024;

  private final AtomicIntegerArray counts = new AtomicIntegerArray(COUNTERS);

  /** What the client of a call is named by, for want of anything better: its address. */
  public static long client(RpcCall call) {
    return call.remoteAddress().getAddress().hashCode();
  }

  /** A change was submitted; to be run when it is committed, or never will be. */
  public Runnable begin(long client) {
    began(client);
    return () -> ended(client);
  }

  /** A change was submitted. */
  public void began(long client) {
    counts.incrementAndGet(index(client));
  }

  /** It is committed, or never will be. */
  public void ended(long client) {
    counts.decrementAndGet(index(client));
  }

  /** Whether changes of the client, or of one that shares its counter, are under way. */
  public boolean any(long client) {
    return counts.get(index(client)) > 0;
  }

  private static int index(long client) {
    return Long.hashCode(client) & (COUNTERS - 1);
  }
}
