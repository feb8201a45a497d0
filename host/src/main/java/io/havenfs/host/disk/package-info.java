/**
 * The disk as a port: a tree of directories and files that one owner reads and writes by position.
 *
 * <p>{@link io.havenfs.host.disk.Disk} is what the engine's log, data files and tables see of
 * storage. {@link io.havenfs.host.disk.LinuxDisk} is the real one; the test kit's simulated disk
 * loses, tears and refuses what a real one may, and both pass the same contract tests.
 *
 * <h2>Durability</h2>
 *
 * <ul>
 *   <li>What was written to a file survives a crash of this process at once, and a crash of the
 *       machine only after {@link io.havenfs.host.disk.DiskFile#sync} returned. Before that each
 *       512-byte sector of each write may independently have reached the device or not, in any
 *       order; so may the change of size.
 *   <li>The name of a file that was created, renamed or deleted survives a crash of the machine
 *       only after {@link io.havenfs.host.disk.Disk#syncDirectory} of every directory involved, the
 *       parents of new directories included. Synchronising a file does not make its name durable.
 *   <li>Unsynchronised changes of one directory reach the device in their order.
 *   <li>When {@code sync} fails, what had not been synchronised before is in an unknown state on
 *       the device, although it can still be read back, and repeating {@code sync} proves nothing:
 *       Linux reports a failed write-back once. The owner must treat the data as lost.
 * </ul>
 *
 * <h2>Errors</h2>
 *
 * <p>Failures are {@code IOException}s that name the file and the action. {@link
 * io.havenfs.host.disk.NoSpaceException} and {@link io.havenfs.host.disk.FileTooLargeException} are
 * of their own kind since protocols answer them in their own way; names that exist or don't are
 * {@code java.nio.file}'s exceptions. A wrong argument (a negative offset, a path outside the tree)
 * is an {@code IllegalArgumentException}: it is a bug of the caller's.
 */
@NullMarked
package io.havenfs.host.disk;

import org.jspecify.annotations.NullMarked;
