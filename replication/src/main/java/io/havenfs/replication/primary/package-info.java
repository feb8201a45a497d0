/**
 * The primary's part: sends entries, counts acknowledgements, brings peers up to date, asks for
 * changes of the in-sync set.
 *
 * <p>{@link io.havenfs.replication.primary.Primary} is the {@link io.havenfs.engine.core.Role} of
 * the sequencer of a copy that leads. It has no thread, clock or socket: time comes with {@code
 * turnEnded}, frames go to {@link io.havenfs.replication.frame.Link}s.
 */
@NullMarked
package io.havenfs.replication.primary;

import org.jspecify.annotations.NullMarked;
