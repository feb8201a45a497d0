/**
 * What hosts hold that have no lease: the clients of NFSv2 and NFSv3, which lock through NLM and
 * are watched through NSM (The Open Group, "Protocols for Interworking: XNFS", chapters 10 and 11;
 * RFC 1813 appendix II).
 *
 * <p>A host is a row, made durable before its first lock is granted; it is the line of the monitor
 * list as well. Its locks and share reservations are states like those of NFSv4 clients, in the
 * same tables, so that each stands against the others; a host's id is negative, which tells it from
 * a client with a lease: it is never taken for one that has gone silent. What a host waits for is a
 * row, too ({@link io.havenfs.engine.client.host.LockWait}): after a crash or a takeover whoever
 * waited still waits.
 *
 * <p>A host goes by its address and the name that it calls itself, together: hosts behind one
 * address are kept apart, and so are two that are both called "localhost". Only who calls from the
 * same address can say that the host has restarted.
 *
 * <p>{@link io.havenfs.engine.client.host.HostLocking} decides; {@link
 * io.havenfs.engine.client.host.Hosts} keeps the hosts and the service's own NSM state number.
 */
@NullMarked
package io.havenfs.engine.client.host;

import org.jspecify.annotations.NullMarked;
