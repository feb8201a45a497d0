package io.havenfs.engine.client.session;

import io.havenfs.engine.model.Bytes;

/**
 * What a slot remembers of its last request.
 *
 * @param sequence the request's sequence
 * @param reply the reply as the protocol encoded it; {@link #NOT_KEPT} when it was not kept
 */
public record SlotReply(int sequence, Bytes reply) {
  /** Stands for a reply that the client did not want kept, or that was too long. */
  public static final Bytes NOT_KEPT = Bytes.EMPTY;

  /** Whether the reply is there. */
  public boolean kept() {
    return reply.length() > 0;
  }
}
