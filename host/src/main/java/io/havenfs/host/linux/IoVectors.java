package io.havenfs.host.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * An array of {@code struct iovec} for gathering writes and scattering reads.
 *
 * <p>Each thread has one, to be filled and used between two calls of {@link #current()}; it must
 * not leave the thread.
 */
public final class IoVectors {
  /** How many buffers one call takes. Linux allows 1024; beyond a few dozen nothing is gained. */
  public static final int CAPACITY = 64;

  private static final int ENTRY_BYTES = 16;
  private static final ThreadLocal<IoVectors> THREAD = ThreadLocal.withInitial(IoVectors::new);

  private final MemorySegment entries = Arena.ofAuto().allocate((long) CAPACITY * ENTRY_BYTES, 8);
  private int count;

  private IoVectors() {}

  /** The calling thread's vectors, emptied. */
  public static IoVectors current() {
    IoVectors vectors = THREAD.get();
    vectors.count = 0;
    return vectors;
  }

  /** Appends {@code length} bytes at {@code address}; needs {@link #hasRoom()}. */
  public void add(long address, long length) {
    assert hasRoom();
    long entry = (long) count * ENTRY_BYTES;
    entries.set(ValueLayout.JAVA_LONG, entry, address);
    entries.set(ValueLayout.JAVA_LONG, entry + 8, length);
    count++;
  }

  /** Whether another buffer fits. */
  public boolean hasRoom() {
    return count < CAPACITY;
  }

  /** Number of buffers added. */
  public int count() {
    return count;
  }

  /** Where the array is, for the system call. */
  public long address() {
    return entries.address();
  }
}
