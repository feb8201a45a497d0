package io.havenfs.host.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** System calls that report on files and file systems. Failure is the negative errno. */
public final class StatusCalls {
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_SIZE = 0x200;
  private static final int STATX_BLOCKS = 0x400;
  private static final int STATX_BYTES = 256;
  private static final int STATX_SIZE_OFFSET = 40;
  private static final int STATX_BLOCKS_OFFSET = 48;
  private static final int STAT_BLOCK_BYTES = 512;

  private static final MethodHandle STATX =
      NativeCall.bind("statx", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle FSTATVFS =
      NativeCall.bind("fstatvfs", JAVA_INT, JAVA_INT, ADDRESS);

  /** A thread's {@code struct statx} and, behind it, the empty path. */
  private static final ThreadLocal<MemorySegment> SCRATCH =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATX_BYTES + 8L, 8));

  private StatusCalls() {}

  /** Size of an open file in bytes. */
  public static long size(int fd) {
    MemorySegment struct = SCRATCH.get();
    int result = statx(fd, STATX_SIZE, struct);
    return result < 0 ? result : struct.get(JAVA_LONG, STATX_SIZE_OFFSET);
  }

  /** Space an open file takes on the device, in bytes ({@code st_blocks * 512}). */
  public static long allocatedBytes(int fd) {
    MemorySegment struct = SCRATCH.get();
    int result = statx(fd, STATX_BLOCKS, struct);
    return result < 0 ? result : struct.get(JAVA_LONG, STATX_BLOCKS_OFFSET) * STAT_BLOCK_BYTES;
  }

  private static int statx(int fd, int wanted, MemorySegment struct) {
    MemorySegment state = NativeCall.state();
    MemorySegment emptyPath = struct.asSlice(STATX_BYTES, 8);
    try {
      int result = (int) STATX.invokeExact(state, fd, emptyPath, AT_EMPTY_PATH, wanted, struct);
      return result == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** fstatvfs(3) of the file system that an open file or directory is on. */
  public static int fstatvfs(int fd, Statvfs result) {
    MemorySegment state = NativeCall.state();
    try {
      int status = (int) FSTATVFS.invokeExact(state, fd, result.struct());
      return status == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }
}
