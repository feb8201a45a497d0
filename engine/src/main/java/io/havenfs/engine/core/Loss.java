package io.havenfs.engine.core;

import io.havenfs.engine.tx.Transaction;
import java.util.Optional;

/**
 * Something of what was decided before may be missing here, and stays so.
 *
 * @param epoch under which this copy goes on
 * @param lastSn the last entry that it still has
 */
record Loss(long epoch, long lastSn) {
  /** What a copy has lost that goes on now, if it has lost anything. */
  static Optional<Loss> of(boolean stateLost, long epoch, Replica replica) {
    return stateLost ? Optional.of(new Loss(epoch, replica.decidedSn())) : Optional.empty();
  }

  /** Entries behind {@link #lastSn} of other histories, and ids given out in them, are void. */
  void note(Transaction tx) {
    tx.put(Meta.TABLE, Meta.STATE_LOST, 1L);
    tx.put(Meta.HISTORIES, epoch, lastSn);
    tx.skipIds();
  }
}
