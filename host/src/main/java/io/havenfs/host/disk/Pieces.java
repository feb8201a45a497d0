package io.havenfs.host.disk;

import io.havenfs.host.linux.IoVectors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The readable bytes of some buffers as a list of native memory ranges.
 *
 * <p>Direct memory is referred to, composite buffers part by part; heap memory is copied. The
 * ranges are valid until {@link #close}.
 */
final class Pieces implements AutoCloseable {
  private final List<ByteBuf> copies = new ArrayList<>();
  private final List<Object> alive = new ArrayList<>();
  private long[] addresses;
  private long[] lengths;
  private int count;
  private long total;

  Pieces(List<ByteBuf> sources) {
    addresses = new long[sources.size()];
    lengths = new long[sources.size()];
    for (ByteBuf source : sources) {
      add(source);
    }
  }

  private void add(ByteBuf source) {
    if (source.hasMemoryAddress()) {
      add(source.memoryAddress() + source.readerIndex(), source.readableBytes());
      return;
    }
    for (ByteBuffer part : source.nioBuffers()) {
      if (part.isDirect()) {
        alive.add(part);
        add(MemorySegment.ofBuffer(part).address(), part.remaining());
      } else {
        addCopy(part);
      }
    }
  }

  private void addCopy(ByteBuffer part) {
    ByteBuf copy = PooledByteBufAllocator.DEFAULT.directBuffer(part.remaining());
    copies.add(copy);
    copy.writeBytes(part);
    if (copy.hasMemoryAddress()) {
      add(copy.memoryAddress(), copy.readableBytes());
    } else {
      ByteBuffer whole = copy.nioBuffer();
      alive.add(whole);
      add(MemorySegment.ofBuffer(whole).address(), whole.remaining());
    }
  }

  private void add(long address, int length) {
    if (length == 0) {
      return;
    }
    if (count == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * count + 8);
      lengths = Arrays.copyOf(lengths, 2 * count + 8);
    }
    addresses[count] = address;
    lengths[count++] = length;
    total += length;
  }

  /** Bytes in all pieces. */
  long total() {
    return total;
  }

  /** Puts the pieces behind the first {@code skipped} bytes into {@code vectors}, while room. */
  void fill(IoVectors vectors, long skipped) {
    long skip = skipped;
    for (int i = 0; i < count && vectors.hasRoom(); i++) {
      if (skip < lengths[i]) {
        vectors.add(addresses[i] + skip, lengths[i] - skip);
        skip = 0;
      } else {
        skip -= lengths[i];
      }
    }
  }

  @Override
  public void close() {
    try {
      copies.forEach(ByteBuf::release);
    } finally {
      Reference.reachabilityFence(alive);
    }
  }
}
