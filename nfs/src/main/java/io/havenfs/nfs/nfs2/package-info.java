/**
 * NFSv2 (RFC 1094), for clients that have nothing newer; off by default.
 *
 * <p>{@link io.havenfs.nfs.nfs2.Procedure2} has a row for each procedure. What reads is answered on
 * the event loop from the committed state; what changes something is decided by the sequencer, and
 * what must not be done twice goes through the same duplicate-request memory as NFSv3's.
 *
 * <p>Everything has 32 bits here: {@link io.havenfs.nfs.nfs2.Attributes2} says what becomes of what
 * has more. A handle is that of the other versions with eight zero bytes behind it.
 */
@NullMarked
package io.havenfs.nfs.nfs2;

import org.jspecify.annotations.NullMarked;
