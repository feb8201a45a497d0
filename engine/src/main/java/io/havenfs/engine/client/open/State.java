package io.havenfs.engine.client.open;

import io.havenfs.engine.client.Owner;

/** What a stateid stands for. Immutable; every change makes a value with the next sequence. */
public sealed interface State {
  /** The client that holds it. */
  long clientId();

  /** The open-owner or lock-owner. */
  Owner owner();

  /** The sequence of the current stateid. */
  int sequence();

  /**
   * A file opened by an open-owner; all its opens of the file together (RFC 8881 §9.9).
   *
   * @param modes the access and deny modes of the opens, see {@link ShareModes}
   * @param lost whether state was lost since it was opened and it was not reclaimed yet: holds
   *     nobody off, and goes when reclaiming ends
   */
  record Open(long clientId, Owner owner, int sequence, int modes, boolean lost) implements State {
    /** The union of what the opens may do, as {@link ShareModes} bits. */
    public int access() {
      return ShareModes.access(modes);
    }

    /** The union of what the opens deny others. */
    public int deny() {
      return ShareModes.deny(modes);
    }

    Open next(int newModes) {
      return new Open(clientId, owner, ShareModes.nextSequence(sequence), newModes, false);
    }

    Open markLost() {
      return new Open(clientId, owner, sequence, modes, true);
    }
  }

  /**
   * A lock-owner that has, or had, ranges of a file locked.
   *
   * @param open the counter of the open under which it locks; 0 if it needs none
   */
  record LockHolder(long clientId, Owner owner, int sequence, int open) implements State {
    LockHolder next() {
      return new LockHolder(clientId, owner, ShareModes.nextSequence(sequence), open);
    }
  }
}
