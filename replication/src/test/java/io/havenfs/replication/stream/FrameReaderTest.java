package io.havenfs.replication.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.FrameCodec;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

  /** Sizes around all that is decided by size: copied, in a chunk, in place, at once or grown. */
  private static int size(RandomGenerator random) {
    int[] usual = {
      0,
      1,
      FrameReader.LEAST_ROOM,
      FrameReader.DIRECT_RECEIVE,
      FrameReader.CHUNK_BYTES,
      300_000,
      FrameReader.AT_ONCE_BYTES,
      5 << 20
    };
    int about = usual[random.nextInt(random.nextInt(10) == 0 ? usual.length : 5)];
    return Math.max(0, about + random.nextInt(-40, 40));
  }

  private static Frame data(long id, int size) {
    ByteBuf bytes = Unpooled.buffer(size);
    for (int i = 0; i < size; i += Long.BYTES) {
      bytes.writeLong(id * 31 + i);
    }
    return new Frame.Data(id, 2, 3, bytes.writerIndex(size));
  }

  private static ByteBuf encoded(List<Frame> frames) {
    ByteBuf out = Unpooled.buffer();
    frames.forEach(frame -> FrameCodec.encode(frame, out, large -> copy(large, out)));
    return out;
  }

  private static void copy(ByteBuf large, ByteBuf out) {
    out.writeBytes(large, large.readerIndex(), large.readableBytes());
    large.release();
  }

  @Test
  void framesAreTakenOutHoweverTheyArrive() {
    Seeded.run(
        150,
        random -> {
          List<Integer> sizes = new ArrayList<>();
          for (int i = random.nextInt(1, 30); i > 0; i--) {
            sizes.add(size(random));
          }
          ByteBuf stream = encoded(all(sizes));
          List<Frame> frames = new ArrayList<>();
          FrameReader reader = new FrameReader(allocator, frames::add);
          while (stream.isReadable()) {
            receive(reader, stream, random);
          }
          assertThat(frames).isEqualTo(all(sizes));
          frames.forEach(Frame::release);
          reader.close();
          for (Frame frame : frames) {
            assertThat(((Frame.Data) frame).bytes().refCnt()).isZero();
          }
        });
  }

  private static List<Frame> all(List<Integer> sizes) {
    List<Frame> frames = new ArrayList<>();
    for (int size : sizes) {
      frames.add(data(frames.size(), size));
    }
    return frames;
  }

  /** As a channel does, mostly; or as a handler before this one, with a buffer of its own. */
  private void receive(FrameReader reader, ByteBuf stream, RandomGenerator random) {
    int most = 1 + random.nextInt(1 << random.nextInt(1, 20));
    ByteBuf into = random.nextInt(4) == 0 ? allocator.directBuffer(most) : reader.receiveBuffer();
    assertThat(into.isWritable()).isTrue();
    int count = Math.min(Math.min(most, stream.readableBytes()), into.writableBytes());
    into.writeBytes(stream, count);
    reader.received(into);
  }

  @Test
  void aLargeFrameIsReceivedIntoItsOwnBufferAndNothingBehindIt() {
    List<Frame> frames = new ArrayList<>();
    FrameReader reader = new FrameReader(allocator, frames::add);
    ByteBuf stream = encoded(List.of(data(1, 1 << 20), data(2, 10)));
    ByteBuf first = reader.receiveBuffer();
    first.writeBytes(stream, 100);
    reader.received(first);
    ByteBuf own = reader.receiveBuffer();
    assertThat(own).isNotSameAs(first);
    stream.readBytes(own, own.writableBytes());
    reader.received(own);
    assertThat(frames).containsExactly(data(1, 1 << 20));
    // Not which object it is: the leak detector puts others around some.
    assertThat(((Frame.Data) frames.getFirst()).bytes().memoryAddress())
        .isBetween(own.memoryAddress(), own.memoryAddress() + own.capacity());
    frames.forEach(Frame::release);
    reader.close();
    assertThat(own.refCnt()).isZero();
  }

  @Test
  void aLargeFrameOutOfOtherBuffersIsNotCopied() {
    List<Frame> frames = new ArrayList<>();
    FrameReader reader = new FrameReader(allocator, frames::add);
    ByteBuf stream = encoded(List.of(data(1, 1 << 20), data(2, 10)));
    List<ByteBuf> received = new ArrayList<>();
    while (stream.isReadable()) {
      int count = Math.min(stream.readableBytes(), 100_000);
      received.add(allocator.directBuffer(count).writeBytes(stream, count));
      reader.received(received.getLast());
    }
    assertThat(frames).containsExactly(data(1, 1 << 20), data(2, 10));
    long addresses = ((Frame.Data) frames.getFirst()).bytes().nioBufferCount();
    assertThat(addresses).isEqualTo(received.size());
    frames.forEach(Frame::release);
    reader.close();
    assertThat(received).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @Test
  void aFrameOfCrumbsIsOfFewPieces() {
    List<Frame> frames = new ArrayList<>();
    FrameReader reader = new FrameReader(allocator, frames::add);
    ByteBuf stream = encoded(List.of(data(1, 60_000)));
    while (stream.isReadable()) {
      reader.received(allocator.directBuffer(1).writeBytes(stream, 1));
    }
    assertThat(frames).containsExactly(data(1, 60_000));
    assertThat(((Frame.Data) frames.getFirst()).bytes().nioBufferCount())
        .isLessThanOrEqualTo(FrameReader.MOST_PIECES);
    frames.forEach(Frame::release);
    reader.close();
  }

  @Test
  void aClaimIsNotBelieved() {
    FrameReader reader = new FrameReader(allocator, frame -> {});
    ByteBuf claim = reader.receiveBuffer();
    claim.writeInt(FrameCodec.MAX_FRAME_BYTES).writeByte(16);
    reader.received(claim);
    ByteBuf own = reader.receiveBuffer();
    assertThat(own.capacity()).isLessThanOrEqualTo(FrameReader.AT_ONCE_BYTES);
    own.release();
    reader.close();
  }

  @Test
  void lengthsThatCannotBeAreRefused() {
    for (int length : new int[] {0, -1, FrameCodec.MAX_FRAME_BYTES + 1}) {
      FrameReader reader = new FrameReader(allocator, frame -> {});
      ByteBuf in = allocator.directBuffer().writeInt(length);
      assertThatThrownBy(() -> reader.received(in)).isInstanceOf(IllegalArgumentException.class);
      assertThat(in.refCnt()).isZero();
      reader.close();
    }
  }
}
