package io.havenfs.replication.frame;

import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Frames and their bytes. Stateless. */
public final class FrameCodec {
  /** The largest frame, its length not counted. */
  public static final int MAX_FRAME_BYTES = 96 << 20;

  /** Bytes that tell a frame's length. */
  public static final int LENGTH_BYTES = Integer.BYTES;

  /** Pieces up to this size are copied rather than referred to. */
  static final int COPIED_BYTES = 8 << 10;

  private static final int DISK = 1;
  private static final int COMPLETE = 2;

  private FrameCodec() {}

  /**
   * Appends a frame to {@code out}; large pieces of it go to {@code large}, with a reference of its
   * own, in the order in which they follow what {@code out} holds at the time. The frame is
   * released.
   */
  public static void encode(Frame frame, ByteBuf out, Consumer<ByteBuf> large) {
    int start = out.writerIndex();
    out.writeInt(0);
    long behind = 0;
    switch (frame) {
      case Frame.Append append -> behind = encodeAppend(append, out);
      case Frame.Rows(ByteBuf rows) -> {
        out.writeByte(FrameKind.ROWS);
        behind = rows.readableBytes();
      }
      case Frame.Data(long id, long asOf, long nextData, ByteBuf bytes) -> {
        out.writeByte(FrameKind.DATA).writeLong(id).writeLong(asOf).writeLong(nextData);
        behind = bytes.readableBytes();
      }
      default -> FrameFields.encode(frame, out);
    }
    out.setInt(start, Math.toIntExact(out.writerIndex() - start - LENGTH_BYTES + behind));
    switch (frame) {
      case Frame.Append append -> {
        piece(append.entry().body(), out, large);
        append.entry().payloads().forEach(payload -> piece(payload, out, large));
      }
      case Frame.Rows(ByteBuf rows) -> piece(rows, out, large);
      case Frame.Data data -> piece(data.bytes(), out, large);
      default -> {}
    }
    frame.release();
  }

  private static void piece(ByteBuf bytes, ByteBuf out, Consumer<ByteBuf> large) {
    if (bytes.readableBytes() <= COPIED_BYTES) {
      out.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    } else {
      large.accept(bytes.retainedSlice());
    }
  }

  /** Everything but body and payloads; returns how many bytes those have. */
  private static long encodeAppend(Frame.Append append, ByteBuf out) {
    ShippedEntry entry = append.entry();
    int flags =
        (entry.durability() == Durability.DISK ? DISK : 0) | (entry.complete() ? COMPLETE : 0);
    out.writeByte(FrameKind.APPEND).writeLong(append.committedSn());
    out.writeLong(entry.epoch()).writeLong(entry.sn()).writeByte(flags);
    out.writeInt(entry.body().readableBytes()).writeInt(entry.payloads().size());
    for (ByteBuf payload : entry.payloads()) {
      out.writeInt(payload.readableBytes());
    }
    return entry.bytes();
  }

  /**
   * The frame whose bytes, the length left out, are the readable bytes of {@code in}. Buffers in it
   * are retained slices of {@code in}.
   *
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when it is none
   */
  public static Frame decode(ByteBuf in) {
    int kind = in.readUnsignedByte();
    Frame frame =
        switch (kind) {
          case FrameKind.APPEND -> decodeAppend(in);
          case FrameKind.ROWS -> new Frame.Rows(in.readRetainedSlice(in.readableBytes()));
          case FrameKind.DATA ->
              new Frame.Data(
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readRetainedSlice(in.readableBytes()));
          default -> FrameFields.decode(kind, in);
        };
    if (in.isReadable()) {
      frame.release();
      throw new IllegalArgumentException("a frame of kind " + kind + " is too long");
    }
    return frame;
  }

  private static Frame decodeAppend(ByteBuf in) {
    long committedSn = in.readLong();
    long epoch = in.readLong();
    long sn = in.readLong();
    int flags = in.readByte();
    int bodyBytes = in.readInt();
    int count = in.readInt();
    if ((flags & ~(DISK | COMPLETE)) != 0 || bodyBytes < 0 || count < 0) {
      throw new IllegalArgumentException("malformed entry frame");
    }
    long total = bodyBytes;
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0) {
        throw new IllegalArgumentException("negative length");
      }
      lengths.add(length);
      total += length;
    }
    if (total != in.readableBytes()) {
      throw new IllegalArgumentException("an entry frame's parts are not its length");
    }
    ByteBuf body = in.readRetainedSlice(bodyBytes);
    List<ByteBuf> payloads = new ArrayList<>(lengths.size());
    for (int length : lengths) {
      payloads.add(in.readRetainedSlice(length));
    }
    Durability durability = (flags & DISK) != 0 ? Durability.DISK : Durability.MEMORY;
    boolean complete = (flags & COMPLETE) != 0;
    return new Frame.Append(
        committedSn, new ShippedEntry(epoch, sn, durability, body, payloads, complete));
  }
}
