package io.havenfs.engine.core;

import io.havenfs.engine.tx.Transaction;

/**
 * Something of what was decided before may be missing here, and stays so.
 *
 * @param epoch under which this copy goes on
 * @param lastSn the last entry that it still has
 */
record Loss(long epoch, long lastSn) {
  /** Entries behind {@link #lastSn} of other histories, and ids given out in them, are void. */
  void note(Transaction tx) {
    tx.put(Meta.TABLE, Meta.STATE_LOST, 1L);
    tx.put(Meta.HISTORIES, epoch, lastSn);
    tx.skipIds();
  }
}
