package io.havenfs.engine.client.host;

/** How a host's request for a lock or a share reservation ended, if not with an error. */
public enum LockAnswer {
  GRANTED,
  /** Another owner's lock or reservation stands against it. */
  DENIED,
  /** As DENIED, but the request is kept and the host will be called. */
  BLOCKED,
  /** As DENIED, and waiting would never end: the holder waits for the one who asks. */
  DEADLOCK,
  /** Only reclaims are allowed now, or none. */
  GRACE
}
