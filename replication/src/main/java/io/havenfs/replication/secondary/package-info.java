/**
 * The secondary's part: accepts entries, acknowledges them, applies what the primary says is
 * committed, and fetches what its data files lack.
 *
 * <p>{@link io.havenfs.replication.secondary.Secondary} is the {@link io.havenfs.engine.core.Role}
 * of the sequencer of a copy that obeys. Like the primary it has no thread, clock or socket.
 */
@NullMarked
package io.havenfs.replication.secondary;

import org.jspecify.annotations.NullMarked;
