package io.havenfs.engine.client.open;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.lock.LockRange;

/** How a request for a lock ended, if not with an error. */
public sealed interface LockOutcome {
  /** The range is locked (or could be). */
  record Granted(Stateid stateid) implements LockOutcome {}

  /** Somebody else has a range that stands against it. */
  record Denied(LockRange range, long clientId, Owner owner) implements LockOutcome {}
}
