package io.havenfs.rpc.xdr;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Reads XDR items one after the other from a region of a buffer.
 *
 * <p>The reader does not own the buffer and never touches its indices, so several readers may walk
 * different regions of one buffer at the same time, on different threads. Positions are absolute
 * indices into {@link #buffer()}. Malformed input raises {@link XdrException} and leaves the
 * position at the offending item.
 */
public final class XdrReader {
  private final ByteBuf buffer;
  private final int limit;
  private int index;

  /** Reads the readable bytes of {@code buffer}. */
  public XdrReader(ByteBuf buffer) {
    this(buffer, buffer.readerIndex(), buffer.writerIndex());
  }

  /** Reads the bytes of {@code buffer} from index {@code from} up to, not including, {@code to}. */
  public XdrReader(ByteBuf buffer, int from, int to) {
    if (from < 0 || to < from || to > buffer.capacity()) {
      throw new IndexOutOfBoundsException(from + ".." + to + " of " + buffer.capacity());
    }
    this.buffer = buffer;
    this.index = from;
    this.limit = to;
  }

  /**
   * A signed 32-bit integer, an enumeration, or an unsigned one whose sign bit the caller knows.
   */
  public int int32() {
    int at = take(4, "int32");
    return buffer.getInt(at);
  }

  /** An unsigned 32-bit integer. */
  public long uint32() {
    int at = take(4, "uint32");
    return buffer.getInt(at) & 0xffff_ffffL;
  }

  /** An unsigned integer that must not exceed {@code max}, such as a count of elements. */
  public int length(int max) {
    if (limit - index < 4) {
      throw tooShort("length", 4);
    }
    int length = buffer.getInt(index);
    if (length < 0 || length > max) {
      throw new XdrException("length " + Integer.toUnsignedString(length) + " exceeds " + max);
    }
    index += 4;
    return length;
  }

  /** A 64-bit integer; for an unsigned hyper the same 64 bits. */
  public long int64() {
    int at = take(8, "int64");
    return buffer.getLong(at);
  }

  /** A boolean: 0 or 1 and nothing else. */
  public boolean bool() {
    if (limit - index < 4) {
      throw tooShort("bool", 4);
    }
    int value = buffer.getInt(index);
    if ((value & ~1) != 0) {
      throw new XdrException("bool is " + value);
    }
    index += 4;
    return value == 1;
  }

  /** Variable-length opaque data of at most {@code max} bytes, copied. */
  public byte[] opaque(int max) {
    return fixedOpaque(presentLength(max));
  }

  /** Fixed-length opaque data of {@code n} bytes, copied. */
  public byte[] fixedOpaque(int n) {
    int at = takePadded(n);
    byte[] bytes = new byte[n];
    buffer.getBytes(at, bytes);
    return bytes;
  }

  /** Fixed-length opaque data of {@code n} bytes, copied into {@code target} at {@code offset}. */
  public void fixedOpaque(byte[] target, int offset, int n) {
    buffer.getBytes(takePadded(n), target, offset, n);
  }

  /**
   * Variable-length opaque data of at most {@code max} bytes as a slice of the buffer: not copied,
   * not retained, valid only as long as the buffer.
   */
  public ByteBuf opaqueSlice(int max) {
    return fixedOpaqueSlice(presentLength(max));
  }

  /** Fixed-length opaque data of {@code n} bytes as a slice: not copied, not retained. */
  public ByteBuf fixedOpaqueSlice(int n) {
    int at = takePadded(n);
    return buffer.slice(at, n);
  }

  /** A string of at most {@code max} bytes, as UTF-8; bytes that are not UTF-8 are replaced. */
  public String utf8(int max) {
    int n = presentLength(max);
    int at = takePadded(n);
    return buffer.toString(at, n, StandardCharsets.UTF_8);
  }

  /** Skips {@code n} bytes and the padding that follows them. */
  public void skipFixedOpaque(int n) {
    takePadded(n);
  }

  /** Skips variable-length opaque data of at most {@code max} bytes. */
  public void skipOpaque(int max) {
    takePadded(presentLength(max));
  }

  /** Skips exactly {@code n} bytes. */
  public void skip(int n) {
    take(n, "skipped bytes");
  }

  /** How many bytes are left. */
  public int remaining() {
    return limit - index;
  }

  /** The index of the next item in {@link #buffer()}. */
  public int position() {
    return index;
  }

  /** Goes back, or on, to a position that {@link #position()} gave. */
  public void position(int position) {
    if (position < 0 || position > limit) {
      throw new IndexOutOfBoundsException(position + " beyond " + limit);
    }
    index = position;
  }

  /**
   * The buffer that is read. It may hold other data around the region, and other threads may be
   * reading it: use absolute gets and slices only.
   */
  public ByteBuf buffer() {
    return buffer;
  }

  /** The length of opaque data that is certain to be there, so that it may be allocated. */
  private int presentLength(int max) {
    int start = index;
    int n = length(max);
    if (limit - index < n) {
      XdrException missing = tooShort("opaque", n);
      index = start;
      throw missing;
    }
    return n;
  }

  private int takePadded(int n) {
    if (n < 0 || limit - index < n) {
      throw tooShort("opaque", n);
    }
    return take((n + 3) & ~3, "padded opaque");
  }

  private int take(int n, String item) {
    int at = index;
    if (n < 0 || limit - at < n) {
      throw tooShort(item, n);
    }
    index = at + n;
    return at;
  }

  private XdrException tooShort(String item, int wanted) {
    return new XdrException(item + ": " + wanted + " bytes wanted, " + remaining() + " left");
  }
}
