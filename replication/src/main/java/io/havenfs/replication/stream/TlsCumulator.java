package io.havenfs.replication.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Puts what a TLS handler could not use yet, less than a record, in front of what came behind it,
 * whose buffer has room for that: so a few kilobytes are copied, not all that is received.
 */
final class TlsCumulator implements ByteToMessageDecoder.Cumulator {
  /** A record of TLS is at most this long (RFC 8446 section 5.2), with its header. */
  static final int RECORD_BYTES = 5 + (16 << 10) + 256;

  static final TlsCumulator INSTANCE = new TlsCumulator();

  private TlsCumulator() {}

  /** A buffer to receive {@code length} bytes into, with the room that this needs. */
  static ByteBuf receiveBuffer(ByteBufAllocator allocator, int length) {
    int capacity = RECORD_BYTES + length;
    return allocator.directBuffer(capacity, capacity).setIndex(RECORD_BYTES, RECORD_BYTES);
  }

  @Override
  public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf left, ByteBuf in) {
    int count = left.readableBytes();
    if (count > in.readerIndex()) {
      return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, left, in);
    }
    int start = in.readerIndex() - count;
    in.setBytes(start, left, left.readerIndex(), count).readerIndex(start);
    left.release();
    return in;
  }
}
