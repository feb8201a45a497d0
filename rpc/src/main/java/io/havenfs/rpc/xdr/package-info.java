/**
 * External Data Representation (RFC 4506) over Netty buffers.
 *
 * <p>{@link io.havenfs.rpc.xdr.XdrReader} and {@link io.havenfs.rpc.xdr.XdrWriter} are cursors:
 * they own no memory and know no protocol. Every item is a multiple of four bytes, big-endian,
 * padded with zeroes. The reader trusts nothing: a length is checked against the caller's maximum
 * and against the bytes that are there before anything is allocated, so what a peer can make us
 * allocate is bounded by what it sent. The names of the methods are the widths on the wire, not
 * Java's: {@code int64} reads a hyper, signed or unsigned.
 */
@NullMarked
package io.havenfs.rpc.xdr;

import org.jspecify.annotations.NullMarked;
