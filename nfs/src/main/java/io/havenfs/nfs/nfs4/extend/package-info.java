/**
 * The operations that NFSv4.2 adds (RFC 7862 section 15) and those on extended attributes (RFC 8276
 * section 8.4), one class per operation.
 */
@NullMarked
package io.havenfs.nfs.nfs4.extend;

import org.jspecify.annotations.NullMarked;
