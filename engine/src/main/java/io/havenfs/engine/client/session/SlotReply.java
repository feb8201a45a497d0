package io.havenfs.engine.client.session;

import io.havenfs.engine.model.Bytes;

/**
 * What a slot remembers of its last request.
 *
 * @param sequence the request's sequence
 * @param reply the reply as the protocol encoded it, or one of the two constants that stand for
 *     none
 */
public record SlotReply(int sequence, Bytes reply) {
  /** Stands for a reply that was not kept, of a request that must not be executed again. */
  public static final Bytes NOT_KEPT = Bytes.EMPTY;

  /** Stands for a reply that was not kept, of a request that does no harm when executed again. */
  public static final Bytes REPEATABLE = new Bytes(new byte[1]);
}
