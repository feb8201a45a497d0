package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.session.SessionRecord;

/** The answer to CREATE_SESSION. */
public sealed interface Creation {
  /** The session is made, by this request or by the one of which it is a retransmission. */
  record Created(SessionRecord session) implements Creation {}

  /** It is not. */
  record Refused(Refusal why) implements Creation {}
}
