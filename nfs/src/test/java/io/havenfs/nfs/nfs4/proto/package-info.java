/** Tests of the wire vocabulary. */
@NullMarked
package io.havenfs.nfs.nfs4.proto;

import org.jspecify.annotations.NullMarked;
