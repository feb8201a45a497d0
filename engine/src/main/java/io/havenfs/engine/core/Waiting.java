package io.havenfs.engine.core;

import io.havenfs.engine.tx.Change;
import io.netty.buffer.ByteBuf;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decided change whose reply has not left.
 *
 * @param sn the entry that must be applied first: its own, or the last one before it
 * @param entry null when the change changed nothing
 * @param body the entry's encoded form, of which this owns a reference; null with {@code entry}
 * @param flushes data files to be synced after the entry is applied
 */
record Waiting(
    Change change, long sn, @Nullable LogEntry entry, @Nullable ByteBuf body, Set<Long> flushes) {}
