package io.havenfs.replication.frame;

import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EpochRun;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
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

  private static final int MAX_TEXT_BYTES = 1024;
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
        out.writeByte(Kind.ROWS);
        behind = rows.readableBytes();
      }
      case Frame.Data(long id, long asOf, long nextData, ByteBuf bytes) -> {
        out.writeByte(Kind.DATA).writeLong(id).writeLong(asOf).writeLong(nextData);
        behind = bytes.readableBytes();
      }
      default -> Fields.encode(frame, out);
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
    out.writeByte(Kind.APPEND).writeLong(append.committedSn());
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
          case Kind.APPEND -> decodeAppend(in);
          case Kind.ROWS -> new Frame.Rows(in.readRetainedSlice(in.readableBytes()));
          case Kind.DATA ->
              new Frame.Data(
                  in.readLong(),
                  in.readLong(),
                  in.readLong(),
                  in.readRetainedSlice(in.readableBytes()));
          default -> Fields.decode(kind, in);
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

  /** Kinds of frames. Numbers are never used for something else. */
  static final class Kind {
    static final int HELLO = 1;
    static final int TAIL = 2;
    static final int REJECT = 3;
    static final int RESUME = 4;
    static final int LOAD = 5;
    static final int ROWS = 6;
    static final int MISSING = 7;
    static final int LOADED = 8;
    static final int APPEND = 9;
    static final int LIVE = 10;
    static final int COMMIT = 11;
    static final int ACK = 12;
    static final int FLUSH = 13;
    static final int FLUSHED = 14;
    static final int FETCH = 15;
    static final int DATA = 16;
    static final int SUM = 17;
    static final int COMPARE = 18;
    static final int DIGEST = 19;
    static final int COMPARED = 20;
    static final int FILES = 21;
    static final int ALIVE = 22;

    private Kind() {}
  }

  /** Frames that consist of numbers and short lists. */
  private static final class Fields {
    private Fields() {}

    static void encode(Frame frame, ByteBuf out) {
      switch (frame) {
        case Frame.Hello(int protocol, String service, String from, long epoch) -> {
          out.writeByte(Kind.HELLO).writeInt(protocol);
          text(service, out);
          text(from, out);
          out.writeLong(epoch);
        }
        case Frame.Tail tail -> encodeTail(tail, out);
        case Frame.Reject(long epoch, String reason) -> {
          out.writeByte(Kind.REJECT).writeLong(epoch);
          text(reason, out);
        }
        case Frame.Resume(long afterSn) -> out.writeByte(Kind.RESUME).writeLong(afterSn);
        case Frame.Load(boolean all) -> out.writeByte(Kind.LOAD).writeBoolean(all);
        case Frame.Missing(FileRanges ranges) -> ranges.encode(out.writeByte(Kind.MISSING));
        case Frame.Loaded(long sn, long epoch) ->
            out.writeByte(Kind.LOADED).writeLong(sn).writeLong(epoch);
        case Frame.Live() -> out.writeByte(Kind.LIVE);
        case Frame.Alive() -> out.writeByte(Kind.ALIVE);
        case Frame.Commit(long sn) -> out.writeByte(Kind.COMMIT).writeLong(sn);
        case Frame.Ack ack -> encodeAck(ack, out);
        case Frame.Flush(long id, List<Long> dataIds) -> {
          out.writeByte(Kind.FLUSH).writeLong(id).writeInt(dataIds.size());
          dataIds.forEach(out::writeLong);
        }
        case Frame.Flushed(long id) -> out.writeByte(Kind.FLUSHED).writeLong(id);
        case Frame.Fetch(long id, long dataId, long offset, int length, boolean sum) ->
            out.writeByte(Kind.FETCH)
                .writeLong(id)
                .writeLong(dataId)
                .writeLong(offset)
                .writeInt(length)
                .writeBoolean(sum);
        case Frame.Sum(long id, long asOf, long nextData, int length, long checksum) ->
            out.writeByte(Kind.SUM)
                .writeLong(id)
                .writeLong(asOf)
                .writeLong(nextData)
                .writeInt(length)
                .writeLong(checksum);
        case Frame.Compare(long id) -> out.writeByte(Kind.COMPARE).writeLong(id);
        case Frame.Files(List<Long> dataIds) -> {
          out.writeByte(Kind.FILES).writeInt(dataIds.size());
          dataIds.forEach(out::writeLong);
        }
        case Frame.Digest(long id, long rows, long checksum) ->
            out.writeByte(Kind.DIGEST).writeLong(id).writeLong(rows).writeLong(checksum);
        case Frame.Compared(long id, long bytes, long rows, long blocks) ->
            out.writeByte(Kind.COMPARED)
                .writeLong(id)
                .writeLong(bytes)
                .writeLong(rows)
                .writeLong(blocks);
        case Frame.Append append -> throw new IllegalArgumentException("not a short frame");
        case Frame.Rows rows -> throw new IllegalArgumentException("not a short frame");
        case Frame.Data data -> throw new IllegalArgumentException("not a short frame");
      }
    }

    private static void encodeTail(Frame.Tail tail, ByteBuf out) {
      out.writeByte(Kind.TAIL).writeLong(tail.appliedSn()).writeLong(tail.appliedEpoch());
      out.writeBoolean(tail.whole()).writeBoolean(tail.tables()).writeInt(tail.runs().size());
      for (EpochRun run : tail.runs()) {
        out.writeLong(run.epoch()).writeLong(run.firstSn()).writeLong(run.lastSn());
      }
    }

    private static void encodeAck(Frame.Ack ack, ByteBuf out) {
      out.writeByte(Kind.ACK).writeLong(ack.memorySn()).writeLong(ack.diskSn());
      out.writeLong(ack.appliedSn()).writeBoolean(ack.whole());
      out.writeLong(ack.missingBytes()).writeLong(ack.fetchedBytes());
    }

    private static void text(String text, ByteBuf out) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(bytes.length, MAX_TEXT_BYTES);
      out.writeShort(length).writeBytes(bytes, 0, length);
    }

    private static String text(ByteBuf in) {
      int length = in.readUnsignedShort();
      if (length > MAX_TEXT_BYTES) {
        throw new IllegalArgumentException("a text of " + length + " bytes");
      }
      return in.readSlice(length).toString(StandardCharsets.UTF_8);
    }

    static Frame decode(int kind, ByteBuf in) {
      return switch (kind) {
        case Kind.HELLO -> new Frame.Hello(in.readInt(), text(in), text(in), in.readLong());
        case Kind.TAIL -> decodeTail(in);
        case Kind.REJECT -> new Frame.Reject(in.readLong(), text(in));
        case Kind.RESUME -> new Frame.Resume(in.readLong());
        case Kind.LOAD -> new Frame.Load(in.readBoolean());
        case Kind.MISSING -> new Frame.Missing(FileRanges.decode(in));
        case Kind.LOADED -> new Frame.Loaded(in.readLong(), in.readLong());
        case Kind.LIVE -> new Frame.Live();
        case Kind.ALIVE -> new Frame.Alive();
        case Kind.COMMIT -> new Frame.Commit(in.readLong());
        case Kind.ACK ->
            new Frame.Ack(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                in.readLong());
        case Kind.FLUSH -> new Frame.Flush(in.readLong(), longs(in));
        case Kind.FLUSHED -> new Frame.Flushed(in.readLong());
        case Kind.FETCH ->
            new Frame.Fetch(
                in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readBoolean());
        case Kind.SUM ->
            new Frame.Sum(in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readLong());
        case Kind.COMPARE -> new Frame.Compare(in.readLong());
        case Kind.FILES -> new Frame.Files(longs(in));
        case Kind.DIGEST -> new Frame.Digest(in.readLong(), in.readLong(), in.readLong());
        case Kind.COMPARED ->
            new Frame.Compared(in.readLong(), in.readLong(), in.readLong(), in.readLong());
        default -> throw new IllegalArgumentException("unknown kind of frame: " + kind);
      };
    }

    private static Frame.Tail decodeTail(ByteBuf in) {
      long appliedSn = in.readLong();
      long appliedEpoch = in.readLong();
      boolean whole = in.readBoolean();
      boolean tables = in.readBoolean();
      int count = count(in, 3 * Long.BYTES);
      List<EpochRun> runs = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        runs.add(new EpochRun(in.readLong(), in.readLong(), in.readLong()));
      }
      return new Frame.Tail(appliedSn, appliedEpoch, runs, whole, tables);
    }

    private static List<Long> longs(ByteBuf in) {
      int count = count(in, Long.BYTES);
      List<Long> longs = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        longs.add(in.readLong());
      }
      return longs;
    }

    private static int count(ByteBuf in, int bytesEach) {
      int count = in.readInt();
      if (count < 0 || (long) count * bytesEach > in.readableBytes()) {
        throw new IllegalArgumentException("a frame cannot hold " + count + " of these");
      }
      return count;
    }
  }
}
