package io.havenfs.engine.client.session;

import java.util.Optional;

/**
 * The slot through which a client creates sessions (RFC 8881 §18.36.4).
 *
 * @param sequence the sequence of the last request
 * @param created what it created; empty before the first, whose "replay" is misordered
 */
public record CreationSlot(int sequence, Optional<SessionRecord> created) {
  /** The slot of a client that has not created anything. */
  public static final CreationSlot INITIAL = new CreationSlot(0, Optional.empty());

  /** The sequence that the next request must have. */
  public int next() {
    return sequence + 1;
  }
}
