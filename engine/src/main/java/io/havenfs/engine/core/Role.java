package io.havenfs.engine.core;

import java.util.Set;

/**
 * What a replica does among the copies of its service, as the sequencer needs to know it. All
 * methods are called by the sequencer's owner; none may block.
 *
 * <p>Unless it says otherwise, a role sends nothing to anybody and waits for nobody.
 */
public interface Role {
  /** Whether changes wait for being decided; otherwise they are refused. */
  boolean leads();

  /** Whether changes may be decided now. Only a role that leads may say so. */
  boolean decides();

  /** Whether an answer may leave now. */
  boolean answers();

  /** Whether it wants entries by {@link #appended}. */
  default boolean ships() {
    return false;
  }

  /** An entry was decided and appended to the log, not yet written. Takes over its references. */
  default void appended(ShippedEntry entry) {
    entry.release();
  }

  /** All entries of this turn were {@linkplain #appended appended}: they may be sent. */
  default void decided() {}

  /** Up to which entry all other copies that count have it in memory. */
  long memorySn();

  /** Up to which entry all other copies that count have it on stable storage. */
  long diskSn();

  /**
   * Has the data files made durable on all other copies that count, as they are after entry {@code
   * sn}; {@code done} is called by the sequencer's owner then, which may be at once.
   */
  default void flush(long sn, Set<Long> dataIds, Runnable done) {
    done.run();
  }

  /** The turn ends; {@code worked} tells whether anything happened in it. */
  default void turnEnded(long nanoTime, boolean worked) {}

  /** After how many nanoseconds without any event {@link #turnEnded} must be called again. */
  default long patienceNanos() {
    return Long.MAX_VALUE;
  }
}
