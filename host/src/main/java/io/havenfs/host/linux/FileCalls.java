package io.havenfs.host.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** System calls on an open file descriptor. Results are zero or more, or the negative errno. */
public final class FileCalls {
  /** {@link #fallocate} mode: leave the size as it is. */
  public static final int FALLOC_FL_KEEP_SIZE = 1;

  /** {@link #fallocate} mode: make a hole; only together with {@link #FALLOC_FL_KEEP_SIZE}. */
  public static final int FALLOC_FL_PUNCH_HOLE = 2;

  /** {@link #fallocate} mode: zeros without giving back the space. */
  public static final int FALLOC_FL_ZERO_RANGE = 16;

  /** {@link #lseek} to the next data at or after the offset. */
  public static final int SEEK_DATA = 3;

  /** {@link #lseek} to the next hole at or after the offset. */
  public static final int SEEK_HOLE = 4;

  /** {@link #flock} operation: exclusive, without waiting. */
  public static final int LOCK_EX_NB = 2 | 4;

  /** {@link #preadv2} flag: fail with {@code EAGAIN} instead of waiting for the device. */
  public static final int RWF_NOWAIT = 8;

  private static final MethodHandle CLOSE = NativeCall.bind("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle FSYNC = NativeCall.bind("fsync", JAVA_INT, JAVA_INT);
  private static final MethodHandle FDATASYNC = NativeCall.bind("fdatasync", JAVA_INT, JAVA_INT);
  private static final MethodHandle SYNCFS = NativeCall.bind("syncfs", JAVA_INT, JAVA_INT);
  private static final MethodHandle FLOCK = NativeCall.bind("flock", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle FTRUNCATE =
      NativeCall.bind("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle FALLOCATE =
      NativeCall.bind("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle LSEEK =
      NativeCall.bind("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle PREAD =
      NativeCall.bind("pread", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle PWRITE =
      NativeCall.bind("pwrite", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle PWRITEV =
      NativeCall.bind("pwritev", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG);
  private static final MethodHandle PREADV2 =
      NativeCall.bind("preadv2", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);

  private FileCalls() {}

  /**
   * close(2). Never repeated: Linux has released the descriptor even when it reports an error, and
   * a second call could close somebody else's file.
   */
  public static int close(int fd) {
    return onDescriptor(CLOSE, fd);
  }

  /** fsync(2): data and all metadata; the way to make a directory's entries durable. */
  public static int fsync(int fd) {
    return onDescriptor(FSYNC, fd);
  }

  /** fdatasync(2): data and the metadata needed to read it back, the size among them. */
  public static int fdatasync(int fd) {
    return onDescriptor(FDATASYNC, fd);
  }

  /** syncfs(2): all of the file system that the file is on. */
  public static int syncfs(int fd) {
    return onDescriptor(SYNCFS, fd);
  }

  // Handles in a parameter are not constant-folded, which costs a few nanoseconds of calls that
  // cost far more.
  private static int onDescriptor(MethodHandle call, int fd) {
    MemorySegment state = NativeCall.state();
    try {
      return (int) call.invokeExact(state, fd) == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** flock(2): a lock of the open file description, so also against others in this process. */
  public static int flock(int fd, int operation) {
    MemorySegment state = NativeCall.state();
    try {
      return (int) FLOCK.invokeExact(state, fd, operation) == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** ftruncate(2). */
  public static int ftruncate(int fd, long size) {
    MemorySegment state = NativeCall.state();
    try {
      return (int) FTRUNCATE.invokeExact(state, fd, size) == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** fallocate(2) with a {@code FALLOC_FL_*} mode, zero for plain allocation. */
  public static int fallocate(int fd, int mode, long offset, long length) {
    MemorySegment state = NativeCall.state();
    try {
      return (int) FALLOCATE.invokeExact(state, fd, mode, offset, length) == 0
          ? 0
          : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** lseek(2); moves the descriptor's own position, which positional reads and writes ignore. */
  public static long lseek(int fd, long offset, int whence) {
    MemorySegment state = NativeCall.state();
    try {
      long position = (long) LSEEK.invokeExact(state, fd, offset, whence);
      return position >= 0 ? position : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** pread(2): bytes read, zero at the end of the file. */
  public static long pread(int fd, long address, long length, long offset) {
    MemorySegment state = NativeCall.state();
    try {
      long done = (long) PREAD.invokeExact(state, fd, address, length, offset);
      return done >= 0 ? done : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** pwrite(2): bytes written, possibly fewer than asked for. */
  public static long pwrite(int fd, long address, long length, long offset) {
    MemorySegment state = NativeCall.state();
    try {
      long done = (long) PWRITE.invokeExact(state, fd, address, length, offset);
      return done >= 0 ? done : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** pwritev(2) of {@code count} vectors at {@code vectors} (see {@link IoVectors}). */
  public static long pwritev(int fd, long vectors, int count, long offset) {
    MemorySegment state = NativeCall.state();
    try {
      long done = (long) PWRITEV.invokeExact(state, fd, vectors, count, offset);
      return done >= 0 ? done : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** preadv2(2) of {@code count} vectors at {@code vectors} (see {@link IoVectors}). */
  public static long preadv2(int fd, long vectors, int count, long offset, int flags) {
    MemorySegment state = NativeCall.state();
    try {
      long done = (long) PREADV2.invokeExact(state, fd, vectors, count, offset, flags);
      return done >= 0 ? done : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }
}
