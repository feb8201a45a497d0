/**
 * Which directories are exported, to whom and how: exports(5).
 *
 * <p>{@link io.havenfs.nfs.exports.ExportsParser} turns text into an immutable {@link
 * io.havenfs.nfs.exports.ExportTable}; {@link io.havenfs.nfs.exports.Exports} holds the table that
 * is in force, can be given another at any time, and answers the protocols' question: may this
 * address use this export, and how ({@link io.havenfs.nfs.exports.ExportDecision})? The answer is
 * remembered per address and table, so that a request pays for two look-ups.
 *
 * <p>Several clients of one export may match an address; the most specific decides: a host (by
 * address or name), then networks by the length of their prefix, then name patterns, then {@code
 * *}.
 *
 * <p>Nothing here does I/O. Names are resolved through the port {@link
 * io.havenfs.nfs.exports.HostNames}: the names of hosts when a table is put in force, the names of
 * clients (which only patterns need) once per client, on an executor and never on a thread that
 * serves requests. Numbers of users and groups are unsigned 32-bit values in {@code int}s.
 */
@NullMarked
package io.havenfs.nfs.exports;

import org.jspecify.annotations.NullMarked;
