package io.havenfs.replication.frame;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EpochRun;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Frames that consist of numbers and short lists. */
final class FrameFields {
  private static final int MAX_TEXT_BYTES = 1024;

  private FrameFields() {}

  /** Appends a frame's kind and fields. */
  static void encode(Frame frame, ByteBuf out) {
    switch (frame) {
      case Frame.Hello(int protocol, String service, String from, long epoch) -> {
        out.writeByte(FrameKind.HELLO).writeInt(protocol);
        text(service, out);
        text(from, out);
        out.writeLong(epoch);
      }
      case Frame.Tail tail -> encodeTail(tail, out);
      case Frame.Reject(long epoch, String reason) -> {
        out.writeByte(FrameKind.REJECT).writeLong(epoch);
        text(reason, out);
      }
      case Frame.Resume(long afterSn) -> out.writeByte(FrameKind.RESUME).writeLong(afterSn);
      case Frame.Load(boolean all) -> out.writeByte(FrameKind.LOAD).writeBoolean(all);
      case Frame.Missing(FileRanges ranges) -> ranges.encode(out.writeByte(FrameKind.MISSING));
      case Frame.Loaded(long sn, long epoch) ->
          out.writeByte(FrameKind.LOADED).writeLong(sn).writeLong(epoch);
      case Frame.Live() -> out.writeByte(FrameKind.LIVE);
      case Frame.Alive() -> out.writeByte(FrameKind.ALIVE);
      case Frame.Commit(long sn) -> out.writeByte(FrameKind.COMMIT).writeLong(sn);
      case Frame.Ack ack -> encodeAck(ack, out);
      case Frame.Flush(long id, List<Long> dataIds) -> {
        out.writeByte(FrameKind.FLUSH).writeLong(id).writeInt(dataIds.size());
        dataIds.forEach(out::writeLong);
      }
      case Frame.Flushed(long id) -> out.writeByte(FrameKind.FLUSHED).writeLong(id);
      case Frame.Fetch(long id, long dataId, long offset, int length, boolean sum) ->
          out.writeByte(FrameKind.FETCH)
              .writeLong(id)
              .writeLong(dataId)
              .writeLong(offset)
              .writeInt(length)
              .writeBoolean(sum);
      case Frame.Sum(long id, long asOf, long nextData, int length, long checksum) ->
          out.writeByte(FrameKind.SUM)
              .writeLong(id)
              .writeLong(asOf)
              .writeLong(nextData)
              .writeInt(length)
              .writeLong(checksum);
      case Frame.Compare(long id) -> out.writeByte(FrameKind.COMPARE).writeLong(id);
      case Frame.Files(List<Long> dataIds) -> {
        out.writeByte(FrameKind.FILES).writeInt(dataIds.size());
        dataIds.forEach(out::writeLong);
      }
      case Frame.Digest(long id, long rows, long checksum) ->
          out.writeByte(FrameKind.DIGEST).writeLong(id).writeLong(rows).writeLong(checksum);
      case Frame.Compared(long id, long bytes, long rows, long blocks) ->
          out.writeByte(FrameKind.COMPARED)
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
    out.writeByte(FrameKind.TAIL).writeLong(tail.appliedSn()).writeLong(tail.appliedEpoch());
    out.writeBoolean(tail.whole()).writeBoolean(tail.tables()).writeInt(tail.runs().size());
    for (EpochRun run : tail.runs()) {
      out.writeLong(run.epoch()).writeLong(run.firstSn()).writeLong(run.lastSn());
    }
  }

  private static void encodeAck(Frame.Ack ack, ByteBuf out) {
    out.writeByte(FrameKind.ACK).writeLong(ack.memorySn()).writeLong(ack.diskSn());
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

  /** The frame of {@code kind} whose fields are next; throws as the codec does. */
  static Frame decode(int kind, ByteBuf in) {
    return switch (kind) {
      case FrameKind.HELLO -> new Frame.Hello(in.readInt(), text(in), text(in), in.readLong());
      case FrameKind.TAIL -> decodeTail(in);
      case FrameKind.REJECT -> new Frame.Reject(in.readLong(), text(in));
      case FrameKind.RESUME -> new Frame.Resume(in.readLong());
      case FrameKind.LOAD -> new Frame.Load(in.readBoolean());
      case FrameKind.MISSING -> new Frame.Missing(FileRanges.decode(in));
      case FrameKind.LOADED -> new Frame.Loaded(in.readLong(), in.readLong());
      case FrameKind.LIVE -> new Frame.Live();
      case FrameKind.ALIVE -> new Frame.Alive();
      case FrameKind.COMMIT -> new Frame.Commit(in.readLong());
      case FrameKind.ACK ->
          new Frame.Ack(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readBoolean(),
              in.readLong(),
              in.readLong());
      case FrameKind.FLUSH -> new Frame.Flush(in.readLong(), longs(in));
      case FrameKind.FLUSHED -> new Frame.Flushed(in.readLong());
      case FrameKind.FETCH ->
          new Frame.Fetch(
              in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readBoolean());
      case FrameKind.SUM ->
          new Frame.Sum(in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readLong());
      case FrameKind.COMPARE -> new Frame.Compare(in.readLong());
      case FrameKind.FILES -> new Frame.Files(longs(in));
      case FrameKind.DIGEST -> new Frame.Digest(in.readLong(), in.readLong(), in.readLong());
      case FrameKind.COMPARED ->
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
