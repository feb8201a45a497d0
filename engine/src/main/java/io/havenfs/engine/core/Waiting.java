package io.havenfs.engine.core;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.tx.Change;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decided change whose reply has not left, or an entry of another copy's that is not committed.
 *
 * @param change null when the entry was not decided here, or nobody waits for it any more
 * @param sn the entry that must be applied first: its own, or the last one before it
 * @param epoch that of the entry
 * @param entry null when the change changed nothing
 * @param body the entry's encoded form, of which this owns a reference; null with {@code entry}
 * @param flushes data files to be synced after the entry is applied
 * @param absent what the entry writes to data files, when the bytes are not here
 */
record Waiting(
    @Nullable Change change,
    long sn,
    long epoch,
    @Nullable LogEntry entry,
    @Nullable ByteBuf body,
    Set<Long> flushes,
    List<FileRanges.Range> absent) {

  /** The same without anybody waiting. */
  Waiting orphaned() {
    return new Waiting(null, sn, epoch, entry, body, Set.of(), absent);
  }
}
