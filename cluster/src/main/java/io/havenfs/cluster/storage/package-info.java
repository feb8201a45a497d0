/**
 * Whose a shared directory is, as the directory itself says.
 *
 * <p>The quorum decides who owns it; the record ({@link io.havenfs.cluster.storage.Ownership}) is
 * for those who do not hear the quorum, or hear it late. There is one file an epoch, {@code
 * owner-<epoch>}, made before anything else is touched: the newest one tells. So nothing is ever
 * overwritten, and two that claim the directory at the same time both see the newer claim, whoever
 * is faster.
 *
 * <p>An owner's disk ({@link io.havenfs.cluster.storage.OwnedDisk}) asks before every change
 * whether the owner still has its lease, and before every change of a name whether it is still the
 * newest. That makes the time in which a deposed owner can do harm as short as one call of the
 * operating system. To make it nothing takes fencing.
 */
@NullMarked
package io.havenfs.cluster.storage;

import org.jspecify.annotations.NullMarked;
