package io.havenfs.host.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A {@code struct statvfs}, to be filled by {@link StatusCalls#fstatvfs}. */
public final class Statvfs {
  private static final int BYTES = 112;

  private final MemorySegment struct = Arena.ofAuto().allocate(BYTES, 8);

  MemorySegment struct() {
    return struct;
  }

  /** Size of the file system in bytes. */
  public long totalBytes() {
    return struct.get(JAVA_LONG, 16) * blockBytes();
  }

  /** Bytes free, including what only root may use. */
  public long freeBytes() {
    return struct.get(JAVA_LONG, 24) * blockBytes();
  }

  /** Bytes free for an ordinary user. */
  public long availableBytes() {
    return struct.get(JAVA_LONG, 32) * blockBytes();
  }

  /** Inodes, or zero when the file system has no fixed number. */
  public long totalFiles() {
    return struct.get(JAVA_LONG, 40);
  }

  /** Inodes free, including what only root may use. */
  public long freeFiles() {
    return struct.get(JAVA_LONG, 48);
  }

  /** Inodes free for an ordinary user. */
  public long availableFiles() {
    return struct.get(JAVA_LONG, 56);
  }

  /** The unit of the block counts ({@code f_frsize}). */
  private long blockBytes() {
    return struct.get(JAVA_LONG, 8);
  }
}
