package io.havenfs.engine.client;

import io.havenfs.engine.tx.Transaction;

/** Takes what silent clients hold from them when somebody else wants it. */
public interface Eviction {
  /** Whether the client's lease has run out. Any thread. */
  boolean expired(long clientId);

  /**
   * If the client's lease has run out, removes it with all that it has and returns true; otherwise
   * does nothing and returns false. On the sequencer.
   */
  boolean evict(Transaction tx, long clientId);
}
