package io.havenfs.host.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** System calls that take a path. Results are zero or more, or the negative errno. */
public final class PathCalls {
  public static final int O_RDONLY = 0;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;

  /** Not inherited by programs this process starts; every file here is opened with it. */
  public static final int O_CLOEXEC = 0x80000;

  private static final MethodHandle OPEN =
      NativeCall.bindVariadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle MKDIR = NativeCall.bind("mkdir", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle UNLINK = NativeCall.bind("unlink", JAVA_INT, ADDRESS);
  private static final MethodHandle RMDIR = NativeCall.bind("rmdir", JAVA_INT, ADDRESS);
  private static final MethodHandle RENAME = NativeCall.bind("rename", JAVA_INT, ADDRESS, ADDRESS);

  private PathCalls() {}

  /** open(2): the descriptor. {@code O_CLOEXEC} is always added. */
  public static int open(String path, int flags, int mode) {
    MemorySegment state = NativeCall.state();
    try (Arena arena = Arena.ofConfined()) {
      int fd = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags | O_CLOEXEC, mode);
      return fd >= 0 ? fd : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** mkdir(2). */
  public static int mkdir(String path, int mode) {
    MemorySegment state = NativeCall.state();
    try (Arena arena = Arena.ofConfined()) {
      int result = (int) MKDIR.invokeExact(state, arena.allocateFrom(path), mode);
      return result == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** unlink(2): removes a name that is not a directory ({@code EISDIR} if it is one). */
  public static int unlink(String path) {
    return onPath(UNLINK, path);
  }

  /** rmdir(2): removes an empty directory. */
  public static int rmdir(String path) {
    return onPath(RMDIR, path);
  }

  private static int onPath(MethodHandle call, String path) {
    MemorySegment state = NativeCall.state();
    try (Arena arena = Arena.ofConfined()) {
      int result = (int) call.invokeExact(state, arena.allocateFrom(path));
      return result == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** rename(2): atomic, replacing what {@code to} names. */
  public static int rename(String from, String to) {
    MemorySegment state = NativeCall.state();
    try (Arena arena = Arena.ofConfined()) {
      int result =
          (int) RENAME.invokeExact(state, arena.allocateFrom(from), arena.allocateFrom(to));
      return result == 0 ? 0 : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }
}
