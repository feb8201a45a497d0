/**
 * Simulated clients: each has a few lanes, which do one operation after the other, with the
 * retransmissions of a real client. NFSv3 clients ({@link io.havenfs.simulation.client.Version3})
 * rely on the duplicate-request memory, NFSv4.1 clients ({@link
 * io.havenfs.simulation.client.Version41}) on sessions, opens and locks.
 */
@NullMarked
package io.havenfs.simulation.client;

import org.jspecify.annotations.NullMarked;
