package io.havenfs.engine.core;

import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;

/** The engine's own table: a few named numbers. */
final class Meta {
  /** Every id below this may have been given out. */
  static final long NEXT_ID = 1;

  /** The service's identity, random at its creation. */
  static final long SERVICE_ID = 2;

  /** RFC 1813 §3.3.7 write verifier. */
  static final long WRITE_VERIFIER = 3;

  /** Entries up to this one need no replay. Written by checkpoints, past the log. */
  static final long CHECKPOINT = 4;

  /** The epoch of entry {@link #CHECKPOINT}. */
  static final long CHECKPOINT_EPOCH = 5;

  /**
   * There, while copies may differ in bytes that no log names: all that were in sync had lost what
   * was not durable, and they were not compared since.
   */
  static final long MAY_DIFFER = 6;

  /**
   * There from when the loss of client state is known until clients can learn of it: in the same
   * entry with which their state becomes what they may reclaim. A process that dies in between
   * leaves it to the next one, on whichever copy.
   */
  static final long STATE_LOST = 7;

  /**
   * Where a history begins that lacks something of the one before: of epochs below the key, entries
   * behind the value are not in it. Whoever has applied such an entry has another history.
   */
  static final Table<Long, Long> HISTORIES =
      new Table<>(121, "histories", Codec.LONG, Codec.LONG, Residence.RESIDENT);

  static final Table<Long, Long> TABLE =
      new Table<>(120, "meta", Codec.LONG, Codec.LONG, Residence.RESIDENT);

  private Meta() {}
}
