package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.ClientRecord;

/** The answer to EXCHANGE_ID. */
public sealed interface Identified {
  /**
   * The client is known now.
   *
   * @param nextSequence what its next CREATE_SESSION must say
   */
  record Known(ClientRecord client, int nextSequence) implements Identified {}

  /** It is not. */
  record Refused(Refusal why) implements Identified {}
}
