package io.havenfs.nfs.nfs4.compound;

import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.ByteBuf;

/**
 * What a successful SEQUENCE of a new request established for the rest of its compound: the
 * session's facts, and the slot, held until {@link #complete} or {@link #abandon}. Implemented
 * beside the session operations. Used by one thread at a time: the event loop, then perhaps the
 * sequencer.
 */
public interface Slot {
  /** The client to which the session belongs. */
  long clientId();

  /** {@code ca_maxresponsesize} of the fore channel, RPC header included. */
  int maxResponseSize();

  /** {@code ca_maxresponsesize_cached} of the fore channel, RPC header included. */
  int maxResponseSizeCached();

  /** {@code sa_cachethis} of this request. */
  boolean cacheThis();

  /**
   * Puts the reply as the slot's remembered one, in the transaction of the compound that did
   * something not to be repeated. Called on the sequencer, at most once, before {@link #complete}.
   *
   * @param reply the whole COMPOUND4res; not owned, valid during the call only
   */
  void remember(Transaction transaction, ByteBuf reply);

  /**
   * The compound is done (and committed, when it changed something) and its reply is about to
   * leave: the slot is free for the next request. Called once, on any thread.
   *
   * @param reply the whole COMPOUND4res; not owned, valid during the call only
   */
  void complete(ByteBuf reply);

  /** No reply will leave: the service stopped, or the call could not be answered. */
  void abandon();
}
