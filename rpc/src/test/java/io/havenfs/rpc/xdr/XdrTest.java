package io.havenfs.rpc.xdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class XdrTest {
  private final ByteBuf buffer = Unpooled.buffer();
  private final XdrWriter writer = new XdrWriter(buffer);

  private XdrReader reader() {
    return new XdrReader(buffer);
  }

  @Test
  void numbersComeBack() {
    writer.int32(-1);
    writer.int32(Integer.MIN_VALUE);
    writer.uint32(0xffff_fffeL);
    writer.int64(Long.MIN_VALUE + 1);
    writer.bool(true);
    writer.bool(false);
    XdrReader reader = reader();
    assertThat(reader.int32()).isEqualTo(-1);
    assertThat(reader.int32()).isEqualTo(Integer.MIN_VALUE);
    assertThat(reader.uint32()).isEqualTo(0xffff_fffeL);
    assertThat(reader.int64()).isEqualTo(Long.MIN_VALUE + 1);
    assertThat(reader.bool()).isTrue();
    assertThat(reader.bool()).isFalse();
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void opaquesComeBackPaddedWithZeroes() {
    for (int size = 0; size < 20; size++) {
      buffer.clear();
      byte[] data = new byte[size];
      new Random(size).nextBytes(data);
      writer.opaque(data);
      writer.fixedOpaque(data);
      writer.opaque(Unpooled.wrappedBuffer(data));
      writer.opaque(data, size / 2, size - size / 2);
      assertThat(buffer.readableBytes() % 4).isZero();
      XdrReader reader = reader();
      assertThat(reader.opaque(size)).isEqualTo(data);
      assertThat(reader.fixedOpaque(size)).isEqualTo(data);
      assertThat(ByteBufUtil.getBytes(reader.opaqueSlice(size))).isEqualTo(data);
      reader.skipOpaque(size);
      assertThat(reader.remaining()).isZero();
      for (int pad = 4 + size; pad % 4 != 0; pad++) {
        assertThat(buffer.getByte(pad)).isZero();
      }
    }
  }

  @Test
  void textComesBack() {
    writer.utf8("grüße");
    assertThat(reader().utf8(7)).isEqualTo("grüße");
    assertThatThrownBy(() -> reader().utf8(6)).isInstanceOf(XdrException.class);
  }

  @Test
  void lengthsAreChecked() {
    writer.int32(5);
    assertThat(reader().length(5)).isEqualTo(5);
    assertThatThrownBy(() -> reader().length(4))
        .isInstanceOf(XdrException.class)
        .hasMessage("length 5 exceeds 4");
    buffer.clear();
    writer.int32(-1);
    assertThatThrownBy(() -> reader().length(Integer.MAX_VALUE))
        .hasMessage("length 4294967295 exceeds 2147483647");
  }

  @Test
  void booleansAreZeroOrOne() {
    writer.int32(2);
    assertThatThrownBy(() -> reader().bool()).isInstanceOf(XdrException.class);
  }

  @Test
  void nothingIsReadBeyondTheEnd() {
    writer.opaque(new byte[6]);
    for (int end = 0; end < buffer.writerIndex(); end++) {
      XdrReader cut = new XdrReader(buffer, 0, end);
      assertThatThrownBy(() -> cut.opaque(100)).isInstanceOf(XdrException.class);
      assertThat(cut.position()).as("position is left at the item").isLessThanOrEqualTo(4);
    }
    XdrReader reader = reader();
    reader.skip(8);
    assertThatThrownBy(reader::int64).isInstanceOf(XdrException.class);
    assertThat(reader.int32()).isZero();
  }

  @Test
  void aLengthAllocatesNothingThatIsNotThere() {
    writer.int32(Integer.MAX_VALUE);
    XdrReader reader = reader();
    assertThatThrownBy(() -> reader.opaque(Integer.MAX_VALUE))
        .isInstanceOf(XdrException.class)
        .hasMessageContaining("0 left");
    assertThat(reader.position()).isZero();
  }

  @Test
  void regionsOfOneBufferAreApart() {
    writer.int32(1);
    writer.int32(2);
    writer.int32(3);
    XdrReader middle = new XdrReader(buffer, 4, 8);
    assertThat(middle.int32()).isEqualTo(2);
    assertThat(middle.remaining()).isZero();
    assertThatThrownBy(middle::int32).isInstanceOf(XdrException.class);
    middle.position(4);
    assertThat(middle.int32()).isEqualTo(2);
  }

  @Test
  void whatWasWrittenCanBePatchedAndForgotten() {
    buffer.writeLong(42);
    XdrWriter later = new XdrWriter(buffer);
    later.int32(1);
    int mark = later.position();
    later.int32(2);
    later.patchInt32(0, 7);
    later.truncate(mark);
    assertThat(later.position()).isEqualTo(4);
    XdrReader reader = new XdrReader(buffer, 8, buffer.writerIndex());
    assertThat(reader.int32()).isEqualTo(7);
    assertThat(reader.remaining()).isZero();
    assertThatThrownBy(() -> later.patchInt32(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> later.truncate(5)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void opaqueOfUnknownLengthIsFilledInPlace() {
    for (int size = 0; size <= 9; size++) {
      buffer.clear();
      ByteBuf target = writer.beginOpaque(9);
      int start = writer.position();
      target.writeBytes(new byte[size]);
      writer.endOpaque(start, size);
      writer.int32(-1);
      XdrReader reader = reader();
      assertThat(reader.opaque(9)).hasSize(size);
      assertThat(reader.int32()).isEqualTo(-1);
      assertThat(reader.remaining()).isZero();
    }
  }
}
