package io.havenfs.replication.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class TlsCumulatorTest {
  private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;

  private static ByteBuf bytes(int... values) {
    ByteBuf buffer = Unpooled.buffer();
    for (int value : values) {
      buffer.writeByte(value);
    }
    return buffer;
  }

  private static void assertHolds(ByteBuf all, int... values) {
    ByteBuf wanted = bytes(values);
    assertThat(ByteBufUtil.equals(all, wanted)).isTrue();
    wanted.release();
    all.release();
    assertThat(all.refCnt()).isZero();
  }

  @Test
  void whatWasLeftComesBeforeWhatArrives() {
    ByteBuf left = bytes(0, 1, 2).skipBytes(1);
    ByteBuf in = TlsCumulator.receiveBuffer(allocator, 10).writeByte(3).writeByte(4);
    ByteBuf all = TlsCumulator.INSTANCE.cumulate(allocator, left, in);
    assertThat(all).isSameAs(in);
    assertThat(left.refCnt()).isZero();
    assertHolds(all, 1, 2, 3, 4);
  }

  @Test
  void aWholeRecordFitsBefore() {
    ByteBuf left = allocator.directBuffer().writeZero(TlsCumulator.RECORD_BYTES);
    ByteBuf in = TlsCumulator.receiveBuffer(allocator, 10).writeByte(3);
    ByteBuf all = TlsCumulator.INSTANCE.cumulate(allocator, left, in);
    assertThat(all).isSameAs(in);
    assertThat(all.readableBytes()).isEqualTo(TlsCumulator.RECORD_BYTES + 1);
    all.release();
  }

  @Test
  void aBufferWithoutRoomIsTakenAsWell() {
    ByteBuf all = TlsCumulator.INSTANCE.cumulate(allocator, bytes(1, 2), bytes(3));
    assertHolds(all, 1, 2, 3);
  }

  @Test
  void nothingLeftIsFine() {
    ByteBuf in = TlsCumulator.receiveBuffer(allocator, 10).writeByte(7);
    assertHolds(TlsCumulator.INSTANCE.cumulate(allocator, Unpooled.EMPTY_BUFFER, in), 7);
  }
}
