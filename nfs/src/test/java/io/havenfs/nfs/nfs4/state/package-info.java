/** Tests of sessions, opens and locks as a client sees them: bytes in, bytes out. */
@NullMarked
package io.havenfs.nfs.nfs4.state;

import org.jspecify.annotations.NullMarked;
