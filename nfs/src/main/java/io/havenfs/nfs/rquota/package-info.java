/**
 * RQUOTA (program 100011, versions 1 and 2): what {@code quota} on a client asks. There is no RFC;
 * the protocol is what {@code rquota.x} of SunOS and of Linux' quota tools says. Limits are set by
 * the server's configuration alone, so they can be read here and not set.
 */
@NullMarked
package io.havenfs.nfs.rquota;

import org.jspecify.annotations.NullMarked;
