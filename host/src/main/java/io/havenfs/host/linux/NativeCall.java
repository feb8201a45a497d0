package io.havenfs.host.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** Binds functions of the C library so that a call also yields its {@code errno}. */
final class NativeCall {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  /** Where a thread's calls leave their errno; freed with the thread. */
  private static final ThreadLocal<MemorySegment> THREAD_STATE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  private NativeCall() {}

  /** Binds {@code name}; the handle's first parameter is the segment from {@link #state()}. */
  static MethodHandle bind(String name, MemoryLayout result, MemoryLayout... parameters) {
    return bind(name, FunctionDescriptor.of(result, parameters));
  }

  /** Binds a variadic function whose variable part begins at parameter {@code firstVariadic}. */
  static MethodHandle bindVariadic(
      String name, int firstVariadic, MemoryLayout result, MemoryLayout... parameters) {
    return bind(
        name,
        FunctionDescriptor.of(result, parameters),
        Linker.Option.firstVariadicArg(firstVariadic));
  }

  private static MethodHandle bind(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, all);
  }

  /** The calling thread's errno segment, to be passed as the first argument of a call. */
  static MemorySegment state() {
    return THREAD_STATE.get();
  }

  /** The errno of the thread's last call; only meaningful after a call that failed. */
  static int errno(MemorySegment state) {
    return state.get(ValueLayout.JAVA_INT, ERRNO_OFFSET);
  }

  /** What a downcall handle cannot throw, but is declared to. */
  static AssertionError impossible(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return new AssertionError("native call failed", thrown);
  }
}
