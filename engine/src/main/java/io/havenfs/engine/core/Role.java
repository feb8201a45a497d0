package io.havenfs.engine.core;

import java.util.Set;

/**
 * What a replica does among the copies of its service, as the sequencer needs to know it. All
 * methods are called by the sequencer's owner; none may block.
 */
public interface Role {
  /** The only copy: what is durable here is committed. */
  Role SOLE = new SoleRole();

  /** A copy that was told nothing yet: it neither decides nor commits. */
  Role IDLE = new IdleRole();

  /** Whether changes wait for being decided; otherwise they are refused. */
  boolean leads();

  /** Whether changes may be decided now. Only a role that leads may say so. */
  boolean decides();

  /** Whether an answer may leave now. */
  boolean answers();

  /** Whether it wants entries by {@link #appended}. */
  boolean ships();

  /** An entry was decided and appended to the log, not yet written. Takes over its references. */
  void appended(ShippedEntry entry);

  /** All entries of this turn were {@linkplain #appended appended}: they may be sent. */
  void decided();

  /** Up to which entry all other copies that count have it in memory. */
  long memorySn();

  /** Up to which entry all other copies that count have it on stable storage. */
  long diskSn();

  /** Entries up to {@code sn} are committed and applied here. */
  void applied(long sn);

  /**
   * Has the data files made durable on all other copies that count, as they are after entry {@code
   * sn}; {@code done} is called by the sequencer's owner then, which may be at once.
   */
  void flush(long sn, Set<Long> dataIds, Runnable done);

  /** The turn ends; {@code worked} tells whether anything happened in it. */
  void turnEnded(long nanoTime, boolean worked);

  /** After how many nanoseconds without any event {@link #turnEnded} must be called again. */
  long patienceNanos();
}
