/**
 * File attributes on the wire (RFC 8881 section 5): which are supported, how they are encoded for
 * GETATTR, READDIR and VERIFY, and how those that a client wants set are decoded.
 *
 * <p>An attribute mask is a {@link io.havenfs.nfs.nfs4.attr.Bitmap} of 128 bits; encoding walks its
 * set bits, so the cost of a GETATTR is what it asks for. Supported attributes beyond the REQUIRED
 * ones are those that a client can make use of here; there are no labels and no layouts.
 */
@NullMarked
package io.havenfs.nfs.nfs4.attr;

import org.jspecify.annotations.NullMarked;
