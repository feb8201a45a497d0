package io.havenfs.replication.stream;

import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.FrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames out of a byte stream, with as little copying and held memory as possible.
 *
 * <p>Small frames are received one behind the other into a <i>chunk</i> and used where they lie, so
 * that what they keep alive is about what they hold, however they arrive. When much of a frame is
 * still to come, {@link #receiveBuffer} lets the channel receive straight into the buffer that will
 * be the frame's own, and which ends where the frame ends. What was received into other buffers, as
 * with TLS, stays there, and a large frame is made of pieces of them.
 *
 * <p>Used on one event loop. Buffers given to {@link #received} are released by the reader, and may
 * be others than the one it asked for.
 */
final class FrameReader {
  /** With at least this much of a frame to come, it is received into the frame's own buffer. */
  static final int DIRECT_RECEIVE = 16 << 10;

  /** What small frames are received into. */
  static final int CHUNK_BYTES = 64 << 10;

  /** A chunk with less room than this is not received into any more. */
  static final int LEAST_ROOM = 4 << 10;

  /** A frame up to this size is given its memory as soon as its length is known. */
  static final int AT_ONCE_BYTES = 2 << 20;

  /** Of how many pieces a frame may be. */
  static final int MOST_PIECES = 128;

  private final ByteBufAllocator allocator;
  private final Consumer<Frame> sink;
  private @Nullable ByteBuf chunk;

  /** Where in the chunk is what was not read yet. */
  private int unread;

  private @Nullable ByteBuf partial;

  /** The next frame's length, or as much of it as there is, and how many bytes that are. */
  private int length;

  private int lengthBytes;
  private boolean closed;

  FrameReader(ByteBufAllocator allocator, Consumer<Frame> sink) {
    this.allocator = allocator;
    this.sink = sink;
  }

  /**
   * The buffer to receive into next, retained for the caller, who gives it to {@link #received}.
   */
  ByteBuf receiveBuffer() {
    ByteBuf frame = partial;
    if (frame != null
        && !(frame instanceof CompositeByteBuf)
        && length - frame.writerIndex() >= DIRECT_RECEIVE) {
      if (!frame.isWritable()) {
        grow(frame, frame.writerIndex() + 1);
      }
      return frame.retain();
    }
    ByteBuf current = chunk;
    if (current == null || current.writableBytes() < LEAST_ROOM) {
      if (current != null) {
        current.release();
      }
      current = allocator.directBuffer(CHUNK_BYTES, CHUNK_BYTES);
      chunk = current;
      unread = 0;
    }
    return current.retain();
  }

  /**
   * Takes bytes that were received, up to the buffer's writer index.
   *
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when they are no frames;
   *     nothing can be received after that
   */
  @SuppressWarnings("ReferenceEquality") // it is asked which of the reader's buffers this is
  void received(ByteBuf in) {
    try {
      if (closed) {
        return;
      }
      if (isSame(in, partial)) {
        finishIfWhole(in);
      } else if (isSame(in, chunk)) {
        int from = unread;
        unread = in.writerIndex();
        read(in, from, unread);
      } else {
        read(in, in.readerIndex(), in.writerIndex());
      }
    } finally {
      in.release();
    }
  }

  @SuppressWarnings("ReferenceEquality") // buffers of equal bytes are not the same memory
  private static boolean isSame(ByteBuf in, @Nullable ByteBuf own) {
    return in == own;
  }

  /** Releases everything; what is received afterwards is released unread. */
  void close() {
    closed = true;
    if (partial != null) {
      partial.release();
      partial = null;
    }
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
  }

  private void read(ByteBuf in, int from, int end) {
    int at = from;
    while (at < end) {
      ByteBuf frame = partial;
      if (frame != null) {
        at += append(frame, in, at, end);
        finishIfWhole(frame);
        continue;
      }
      at = readLength(in, at, end);
      if (lengthBytes < FrameCodec.LENGTH_BYTES) {
        return;
      }
      if (end - at >= length) {
        lengthBytes = 0;
        sink.accept(FrameCodec.decode(in.slice(at, length)));
        at += length;
      } else {
        partial =
            isSame(in, chunk)
                ? allocator.directBuffer(Math.min(length, AT_ONCE_BYTES), length)
                : allocator.compositeDirectBuffer(MOST_PIECES);
      }
    }
  }

  /** Reads the length, or as much of it as there is. */
  private int readLength(ByteBuf in, int from, int end) {
    int at = from;
    if (lengthBytes == 0 && end - at >= FrameCodec.LENGTH_BYTES) {
      length = in.getInt(at);
      lengthBytes = FrameCodec.LENGTH_BYTES;
      at += FrameCodec.LENGTH_BYTES;
    }
    while (lengthBytes < FrameCodec.LENGTH_BYTES && at < end) {
      length = (length << Byte.SIZE) | in.getUnsignedByte(at++);
      lengthBytes++;
    }
    if (lengthBytes == FrameCodec.LENGTH_BYTES
        && (length < 1 || length > FrameCodec.MAX_FRAME_BYTES)) {
      throw new IllegalArgumentException("a frame of " + length + " bytes");
    }
    return at;
  }

  private int append(ByteBuf frame, ByteBuf in, int at, int end) {
    int count = Math.min(end - at, length - frame.writerIndex());
    if (frame instanceof CompositeByteBuf pieces) {
      pieces.addComponent(true, piece(in, at, count));
      return count;
    }
    if (count > frame.writableBytes()) {
      grow(frame, frame.writerIndex() + count);
    }
    frame.writeBytes(in, at, count);
    return count;
  }

  /** Little does not keep alive much. */
  private ByteBuf piece(ByteBuf in, int at, int count) {
    return count < LEAST_ROOM
        ? allocator.directBuffer(count, count).writeBytes(in, at, count)
        : in.retainedSlice(at, count);
  }

  /** For a claim beyond the usual, memory is taken only as fast as its bytes arrive. */
  private void grow(ByteBuf frame, int least) {
    frame.capacity(Math.min(length, Math.max(least, 2 * frame.capacity())));
  }

  private void finishIfWhole(ByteBuf frame) {
    if (frame.writerIndex() == length) {
      partial = null;
      lengthBytes = 0;
      try {
        sink.accept(FrameCodec.decode(frame));
      } finally {
        frame.release();
      }
    }
  }
}
