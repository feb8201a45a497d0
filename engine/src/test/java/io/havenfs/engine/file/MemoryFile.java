package io.havenfs.engine.file;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A sparse file in memory: blocks that exist or not, and a size. */
final class MemoryFile {
  static final int BLOCK = 4096;

  private final TreeMap<Long, byte[]> blocks = new TreeMap<>();
  private long size;

  long size() {
    return size;
  }

  long space() {
    return (long) blocks.size() * BLOCK;
  }

  private byte[] block(long number) {
    return blocks.computeIfAbsent(number, wanted -> new byte[BLOCK]);
  }

  void write(long offset, ByteBuf payload) {
    byte[] bytes = new byte[payload.readableBytes()];
    payload.getBytes(payload.readerIndex(), bytes);
    for (int i = 0; i < bytes.length; i++) {
      block((offset + i) / BLOCK)[(int) ((offset + i) % BLOCK)] = bytes[i];
    }
    size = Math.max(size, offset + bytes.length);
  }

  void truncate(long newSize) {
    blocks.tailMap((newSize + BLOCK - 1) / BLOCK, true).clear();
    byte[] last = blocks.get(newSize / BLOCK);
    if (last != null) {
      Arrays.fill(last, (int) (newSize % BLOCK), BLOCK, (byte) 0);
    }
    size = newSize;
  }

  void punch(long offset, long length) {
    long end = offset + length;
    for (long number = offset / BLOCK; number * BLOCK < end; number++) {
      int from = (int) Math.max(0, offset - number * BLOCK);
      int to = (int) Math.min(BLOCK, end - number * BLOCK);
      byte[] block = blocks.get(number);
      if (block != null && to - from == BLOCK) {
        blocks.remove(number);
      } else if (block != null) {
        Arrays.fill(block, from, to, (byte) 0);
      }
    }
  }

  void allocate(long offset, long length) {
    for (long number = offset / BLOCK; number * BLOCK < offset + length; number++) {
      block(number);
    }
    size = Math.max(size, offset + length);
  }

  int read(long offset, int length, ByteBuf out) {
    int count = (int) Math.clamp(size - offset, 0L, length);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      byte[] block = blocks.get((offset + i) / BLOCK);
      bytes[i] = block == null ? 0 : block[(int) ((offset + i) % BLOCK)];
    }
    out.writeBytes(bytes);
    return count;
  }

  long seek(long offset, boolean hole) {
    if (offset >= size) {
      return -1;
    }
    if (!hole) {
      Map.Entry<Long, byte[]> next = blocks.ceilingEntry(offset / BLOCK);
      return next == null ? -1 : Math.max(offset, next.getKey() * BLOCK);
    }
    long number = offset / BLOCK;
    while (blocks.containsKey(number)) {
      number++;
    }
    long found = Math.max(offset, number * BLOCK);
    return found < size ? found : -1;
  }
}
