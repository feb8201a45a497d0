package io.havenfs.host.disk;

/**
 * Space of a file system, in bytes and files.
 *
 * @param totalBytes size of the file system
 * @param freeBytes free, including what is reserved for root
 * @param availableBytes what an ordinary user may still write
 * @param totalFiles inodes, zero when the file system has no fixed number of them
 * @param freeFiles inodes free, including what is reserved for root
 * @param availableFiles inodes free for an ordinary user
 */
public record DiskSpace(
    long totalBytes,
    long freeBytes,
    long availableBytes,
    long totalFiles,
    long freeFiles,
    long availableFiles) {}
