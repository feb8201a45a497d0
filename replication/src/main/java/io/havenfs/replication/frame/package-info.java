/**
 * What two copies of a service say to each other, and its form on the wire.
 *
 * <p>A frame is a 4-byte length of what follows, a byte that tells its kind, and its fields,
 * numbers big-endian. {@link io.havenfs.replication.frame.FrameCodec} reads nothing that it was not
 * told the length of, takes no memory for a claim that the frame cannot hold, and refuses what it
 * does not know.
 */
@NullMarked
package io.havenfs.replication.frame;

import org.jspecify.annotations.NullMarked;
