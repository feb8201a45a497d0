/**
 * Who the clients are and whether they are still there: the records of clients, by which names they
 * are known, their leases, and the limits of what they may hold.
 *
 * <p>Client state is rows like any other, so it survives whatever the file system survives; the
 * tables of this package and its sub-packages have ids 20 to 49 and are resident. What is
 * deliberately <em>not</em> a row is when a client was last heard of: renewing a lease costs a
 * write to memory, and after a restart or a takeover every client gets a full lease again.
 *
 * <p>The sub-packages, from the bottom: {@code lock} (byte ranges), {@code open} (stateids: opens,
 * share reservations, lock holders), {@code session} (sessions, slots, remembered replies), {@code
 * identity} (how clients come, are recognised, reclaim and go).
 */
@NullMarked
package io.havenfs.engine.client;

import org.jspecify.annotations.NullMarked;
