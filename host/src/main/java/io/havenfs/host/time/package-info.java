/**
 * Time as a port.
 *
 * <p>Nothing that decides reads a clock: it is given a {@link io.havenfs.host.time.Time}, reads it
 * once per turn and passes the value on. The test kit's virtual time is the other implementation.
 */
@NullMarked
package io.havenfs.host.time;

import org.jspecify.annotations.NullMarked;
