package io.havenfs.quorum.lease;

/** What the quorum's leader thinks of a node. */
public enum Health {
  /** Its heartbeats come. */
  ALIVE,
  /** It has been silent for some heartbeats; its lease may still hold. */
  SUSPECT,
  /** Its process has ended, or its lease has run out: it does not serve. */
  DEAD
}
