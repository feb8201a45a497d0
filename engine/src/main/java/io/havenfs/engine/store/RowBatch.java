package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Rows to be put and deleted together; of several changes of one key the last one counts.
 *
 * <p>The changes are kept in the form in which RocksDB stores a batch (its write-ahead log's, which
 * is fixed: an 8-byte sequence number, a 4-byte little-endian count, and for each change a tag, the
 * key and the value, each behind its length as a varint), so that a batch goes through JNI in one
 * call however many rows it has.
 *
 * <p>Not thread-safe. Reusable after {@link #clear}; holds no native memory.
 */
public final class RowBatch {
  static final int HEADER_BYTES = 12;
  static final byte DELETE = 0;
  static final byte PUT = 1;

  private static final int INITIAL_BYTES = 4096;
  private static final int MAX_VARINT_BYTES = 5;
  private static final int COUNT_OFFSET = 8;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int length = HEADER_BYTES;
  private int count;

  /** Sets a row to the readable bytes of {@code value}. */
  public void put(ByteBuf key, ByteBuf value) {
    begin(PUT, key);
    add(value);
  }

  /** Removes a row, if there. */
  public void delete(ByteBuf key) {
    begin(DELETE, key);
  }

  /** Number of changes. */
  public int count() {
    return count;
  }

  /** Bytes of all keys and values and what separates them. */
  public int size() {
    return length - HEADER_BYTES;
  }

  /** Forgets all changes. */
  public void clear() {
    length = HEADER_BYTES;
    count = 0;
  }

  private void begin(byte tag, ByteBuf key) {
    if (!key.isReadable() || key.getByte(key.readerIndex()) == 0) {
      throw new IllegalArgumentException("a key must not be empty or start with a zero");
    }
    reserve(1);
    bytes[length++] = tag;
    count++;
    add(key);
  }

  private void add(ByteBuf item) {
    int size = item.readableBytes();
    reserve(MAX_VARINT_BYTES + size);
    length = Varint.put(bytes, length, size);
    item.getBytes(item.readerIndex(), bytes, length, size);
    length += size;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      int needed = Math.addExact(length, more);
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
  }

  /**
   * The stored form with one more row: {@code key} set to {@code value} as 8 big-endian bytes. The
   * batch itself is not changed.
   */
  byte[] stored(byte[] key, long value) {
    byte[] stored = Arrays.copyOf(bytes, length + 1 + 1 + key.length + 1 + Long.BYTES);
    int at = length;
    stored[at++] = PUT;
    stored[at++] = (byte) key.length;
    System.arraycopy(key, 0, stored, at, key.length);
    at += key.length;
    stored[at++] = Long.BYTES;
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      stored[at++] = (byte) (value >>> shift);
    }
    putCount(stored, count + 1);
    return stored;
  }

  private static void putCount(byte[] stored, int count) {
    for (int i = 0; i < Integer.BYTES; i++) {
      stored[COUNT_OFFSET + i] = (byte) (count >>> (i * Byte.SIZE));
    }
  }

  /** Receives the changes in their order. */
  interface Changes {
    void put(byte[] key, byte[] value);

    void delete(byte[] key);
  }

  /** Shows all changes to {@code changes}, as copies. */
  void forEach(Changes changes) {
    int at = HEADER_BYTES;
    while (at < length) {
      byte tag = bytes[at++];
      byte[] key = itemAt(at);
      at += Varint.bytes(key.length) + key.length;
      if (tag == DELETE) {
        changes.delete(key);
        continue;
      }
      byte[] value = itemAt(at);
      at += Varint.bytes(value.length) + value.length;
      changes.put(key, value);
    }
  }

  private byte[] itemAt(int at) {
    int size = Varint.get(bytes, at);
    int start = at + Varint.bytes(size);
    return Arrays.copyOfRange(bytes, start, start + size);
  }
}
