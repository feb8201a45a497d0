/**
 * The service's log: dense, numbered entries on an append-only file that is cut into segments.
 *
 * <p>{@link io.havenfs.engine.log.EntryLog} knows nothing of what an entry means. It promises that
 * what was synchronised is found again after a crash, in order and unchanged; that what was not is
 * found as a prefix; and that bytes it cannot vouch for are refused by name and place ({@link
 * io.havenfs.engine.log.CorruptLogException}), never handed out and never silently dropped.
 */
@NullMarked
package io.havenfs.engine.log;

import org.jspecify.annotations.NullMarked;
