/**
 * A POSIX file system over tables: what a request means for inodes, directory entries, contents,
 * extended attributes and quotas, under the credentials of the one who asks.
 *
 * <p>{@link io.havenfs.engine.file.FileSystem} is the way in. Its reading methods take any {@link
 * io.havenfs.engine.table.View} and may run on any thread; its changing methods take a {@link
 * io.havenfs.engine.tx.Transaction} and so run on the sequencer. Everything is a function of the
 * tables and the arguments: time, ids and random bits come from the transaction. Every changing
 * method checks first and changes afterwards; one that throws {@link
 * io.havenfs.engine.model.FsException} has changed nothing.
 *
 * <p><b>Rows.</b> A create is four rows (the object, its directory, the entry by name, the entry by
 * cookie) and the usage of its owner and group. A directory's inode carries the number of its
 * entries and the next cookie, so neither is ever searched for; an inode knows the bytes of its
 * extended attributes and whether it has contents in the tables, so a removal looks for neither in
 * vain.
 *
 * <p><b>Cookies.</b> A new name gets a cookie greater than any its directory has given out. A name
 * keeps its cookie as long as it exists, also when a rename puts another object behind it; a rename
 * within a directory to a name that did not exist takes the cookie along. So a listing that goes on
 * after a cookie, at any later time, on any replica, neither skips nor repeats a name that was
 * there throughout, and a program that renames what it lists comes to an end.
 *
 * <p><b>Contents.</b> Bytes live in the tables as long as the last one ever written lies below
 * {@link io.havenfs.engine.file.FileLimits#inlineBytes()}, otherwise in a data file. Both may be
 * shorter than the file: the rest is a hole. A file is never extended on disk by a truncation, so
 * sizes up to 2<sup>63</sup>-1 work on any disk format.
 *
 * <p><b>Durability.</b> Namespace and attribute changes, synchronous writes and COMMIT ask for
 * {@link io.havenfs.engine.tx.Durability#DISK}; unstable writes and access times for nothing.
 *
 * <p><b>Space.</b> An inode's space is an estimate while a data file is being written and is
 * refreshed from the disk at COMMIT; as a stored value it is the same on all replicas. Usage per
 * user and group is at any time the sum over the inodes.
 */
@NullMarked
package io.havenfs.engine.file;

import org.jspecify.annotations.NullMarked;
