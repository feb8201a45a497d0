package io.havenfs.replication.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.core.ShippedEntry;
import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.log.EpochRun;
import io.havenfs.engine.tx.Durability;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FrameCodecTest {
  private static List<Frame> examples() {
    FileRanges ranges = new FileRanges();
    ranges.add(7, 0, 70_000);
    ranges.add(9, 1 << 20, FileRanges.END);
    return List.of(
        new Frame.Hello(1, "service", "node", 5),
        new Frame.Tail(
            9, 3, List.of(new EpochRun(3, 10, 12), new EpochRun(4, 13, 13)), true, false),
        new Frame.Reject(8, "too old"),
        new Frame.Resume(12),
        new Frame.Load(true),
        new Frame.Rows(bytes(300)),
        new Frame.Missing(ranges),
        new Frame.Loaded(44, 2),
        append(100, List.of(), false),
        append(20_000, List.of(bytes(3), bytes(70_000), bytes(0)), true),
        new Frame.Live(),
        new Frame.Alive(),
        new Frame.Commit(99),
        new Frame.Ack(5, 4, 3, true, 2, 1),
        new Frame.Flush(3, List.of(4L, 5L)),
        new Frame.Flushed(3),
        new Frame.Fetch(-1, 2, 3, 4, true),
        new Frame.Data(1, 2, -1, bytes(90_000)),
        new Frame.Sum(1, 2, 3, 4, 5),
        new Frame.Compare(6),
        new Frame.Files(List.of(1L)),
        new Frame.Digest(6, 7, 8),
        new Frame.Compared(6, 7, 8, 9));
  }

  private static Frame append(int body, List<ByteBuf> payloads, boolean complete) {
    return new Frame.Append(
        7, new ShippedEntry(3, 8, Durability.DISK, bytes(body), payloads, complete));
  }

  private static ByteBuf bytes(int count) {
    ByteBuf bytes = Unpooled.buffer(count);
    for (int i = 0; i < count; i++) {
      bytes.writeByte(i * 31);
    }
    return bytes;
  }

  private static ByteBuf encoded(Frame frame) {
    List<ByteBuf> pieces = new ArrayList<>();
    ByteBuf small = Unpooled.buffer();
    int[] taken = {0};
    FrameCodec.encode(
        frame,
        small,
        large -> {
          pieces.add(small.copy(taken[0], small.writerIndex() - taken[0]));
          taken[0] = small.writerIndex();
          pieces.add(large);
        });
    pieces.add(small.copy(taken[0], small.writerIndex() - taken[0]));
    return Unpooled.copiedBuffer(pieces.toArray(new ByteBuf[0]));
  }

  @Test
  void whatIsEncodedIsDecoded() {
    List<Frame> again = examples();
    for (int i = 0; i < again.size(); i++) {
      ByteBuf bytes = encoded(examples().get(i));
      assertThat(bytes.readInt()).isEqualTo(bytes.readableBytes());
      assertThat(FrameCodec.decode(bytes)).isEqualTo(again.get(i));
    }
  }

  @Test
  void whatIsCutOffIsRefused() {
    for (Frame frame : examples()) {
      ByteBuf bytes = encoded(frame).skipBytes(FrameCodec.LENGTH_BYTES);
      if (frame instanceof Frame.Rows || frame instanceof Frame.Data) {
        continue; // their last part is what is left
      }
      for (int cut = 0; cut < Math.min(bytes.readableBytes(), 200); cut++) {
        ByteBuf shorter = bytes.slice(bytes.readerIndex(), bytes.readableBytes() - 1 - cut);
        assertThatThrownBy(() -> FrameCodec.decode(shorter))
            .as("%s without its last %d bytes", frame, cut + 1)
            .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
      }
    }
  }

  @Test
  void changedBytesAreAFrameOrRefusedAndLeakNothing() {
    Seeded.run(
        3_000,
        random -> {
          List<Frame> all = examples();
          ByteBuf bytes = encoded(all.get(random.nextInt(all.size())));
          bytes.skipBytes(FrameCodec.LENGTH_BYTES);
          mutate(bytes, random);
          try {
            FrameCodec.decode(bytes).release();
          } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
            assertThat(refused).isNotNull();
          }
          assertThat(bytes.refCnt()).isEqualTo(1);
          bytes.release();
        });
  }

  private static void mutate(ByteBuf bytes, RandomGenerator random) {
    int length = Math.min(bytes.readableBytes(), 64);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes.setByte(bytes.readerIndex() + random.nextInt(length), random.nextInt());
    }
  }
}
