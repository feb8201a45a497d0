package io.havenfs.engine;

import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.Transaction;

/**
 * A serving replica as the protocols see it.
 *
 * <p>A request that only reads uses {@link #committed()} on its own thread. A request that may
 * change something is {@linkplain #submit submitted}. Thread-safe.
 */
public interface Engine {
  /** The committed state. */
  View committed();

  /**
   * Queues a change for the sequencer. When the engine is stopped or its queue is at its limit, the
   * change fails at once on the calling thread; {@link Change#failed} is told which it was.
   */
  void submit(Change change);

  /**
   * The verifier of unstable writes (RFC 1813 §3.3.7): changes when bytes written UNSTABLE and not
   * committed may have been lost.
   */
  long writeVerifier();

  /** The service's identity: random at creation, the same on all replicas and for ever. */
  long serviceId();

  /**
   * Whether client state may have been lost, so that a grace period is needed. True until a change
   * in which {@link #lossMadeUpFor} was called is committed, however many processes that takes.
   */
  boolean stateLost();

  /** This change makes what was lost something that clients may reclaim. */
  void lossMadeUpFor(Transaction tx);

  /** Space and inodes of the storage below. */
  Capacity capacity();
}
