/**
 * What clients hold on files, by stateid (RFC 8881 §8.2, §9): opens with their share reservations,
 * and lock holders, whose ranges are in {@code lock}.
 *
 * <p>A stateid's twelve opaque bytes are the file and a number within it, so that finding the state
 * is one look-up without an index, and everything about one file is one range of the table. The
 * number comes from the service's ids, not from a counter of the file: a stateid that was closed is
 * never given out again. A second table lists states by client, for clients that go.
 *
 * <p>Anything that can be decided by looking ({@link io.havenfs.engine.client.open.StateChecks})
 * works on any view: reads and writes check their stateid on the network thread.
 */
@NullMarked
package io.havenfs.engine.client.open;

import org.jspecify.annotations.NullMarked;
