package io.havenfs.engine.client;

import io.havenfs.engine.tx.Transaction;

/** Takes what silent clients hold from them when somebody else wants it. */
@FunctionalInterface
public interface Eviction {
  /**
   * If the client's lease has run out, removes it with all that it has and returns true; otherwise
   * does nothing and returns false. On the sequencer.
   */
  boolean evict(Transaction tx, long clientId);
}
