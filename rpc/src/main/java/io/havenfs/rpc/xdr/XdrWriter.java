package io.havenfs.rpc.xdr;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * Appends XDR items to a buffer.
 *
 * <p>The writer does not own the buffer; it appends at the writer index, and the buffer grows as
 * Netty buffers do. Positions are counted from where the writer started. One thread at a time.
 */
public final class XdrWriter {
  private static final int[] PADDING = {0, 3, 2, 1};

  private final ByteBuf buffer;
  private final int base;

  /** Appends to {@code buffer} from its current writer index, which becomes position 0. */
  public XdrWriter(ByteBuf buffer) {
    this.buffer = buffer;
    this.base = buffer.writerIndex();
  }

  /** A 32-bit integer or an enumeration. */
  public void int32(int value) {
    buffer.writeInt(value);
  }

  /** An unsigned 32-bit integer; the upper half of {@code value} is ignored. */
  public void uint32(long value) {
    buffer.writeInt((int) value);
  }

  /** A 64-bit integer, signed or unsigned. */
  public void int64(long value) {
    buffer.writeLong(value);
  }

  /** A boolean. */
  public void bool(boolean value) {
    buffer.writeInt(value ? 1 : 0);
  }

  /** Variable-length opaque data. */
  public void opaque(byte[] bytes) {
    opaque(bytes, 0, bytes.length);
  }

  /** Variable-length opaque data: {@code length} bytes from {@code offset}. */
  public void opaque(byte[] bytes, int offset, int length) {
    buffer.writeInt(length);
    buffer.writeBytes(bytes, offset, length);
    pad(length);
  }

  /**
   * Variable-length opaque data: the readable bytes of {@code data}, whose indices do not change.
   */
  public void opaque(ByteBuf data) {
    buffer.writeInt(data.readableBytes());
    bytes(data);
    pad(data.readableBytes());
  }

  /** Fixed-length opaque data. */
  public void fixedOpaque(byte[] bytes) {
    buffer.writeBytes(bytes);
    pad(bytes.length);
  }

  /** A string, as UTF-8. */
  public void utf8(String text) {
    int length = ByteBufUtil.utf8Bytes(text);
    buffer.writeInt(length);
    buffer.writeCharSequence(text, StandardCharsets.UTF_8);
    pad(length);
  }

  /**
   * The readable bytes of {@code data} as they are: no length, no padding; its indices do not
   * change.
   */
  public void bytes(ByteBuf data) {
    buffer.writeBytes(data, data.readerIndex(), data.readableBytes());
  }

  /**
   * Begins opaque data of at most {@code max} bytes whose length is not known yet, for instance
   * because they are about to be read from a file. Makes room for all of it and returns the buffer,
   * to be filled at its writer index; then {@link #endOpaque} must be called before anything else.
   */
  public ByteBuf beginOpaque(int max) {
    buffer.ensureWritable(max + 8);
    buffer.writeInt(0);
    return buffer;
  }

  /**
   * Ends what {@link #beginOpaque} began: the opaque data are the {@code length} bytes that follow
   * {@code start}, the position after {@code beginOpaque}.
   */
  public void endOpaque(int start, int length) {
    int end = base + start + length;
    if (end > buffer.capacity()) {
      throw new IndexOutOfBoundsException("opaque of " + length + " at " + start);
    }
    buffer.setInt(base + start - 4, length);
    buffer.writerIndex(end);
    pad(length);
  }

  /** Bytes written so far. */
  public int position() {
    return buffer.writerIndex() - base;
  }

  /** Overwrites the integer at {@code position}. */
  public void patchInt32(int position, int value) {
    if (position < 0 || position > position() - 4) {
      throw new IndexOutOfBoundsException(position + " of " + position());
    }
    buffer.setInt(base + position, value);
  }

  /** Forgets everything written after {@code position}. */
  public void truncate(int position) {
    if (position < 0 || position > position()) {
      throw new IndexOutOfBoundsException(position + " of " + position());
    }
    buffer.writerIndex(base + position);
  }

  /**
   * The buffer that is written. Another may take its place between two calls of an RPC program, so
   * do not keep it; it may hold other data before position 0.
   */
  public ByteBuf buffer() {
    return buffer;
  }

  private void pad(int length) {
    int padding = PADDING[length & 3];
    if (padding != 0) {
      buffer.writeZero(padding);
    }
  }
}
