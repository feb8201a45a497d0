package io.havenfs.nfs.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.model.FsException;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class FileHandleTest {
  @Test
  void handlesOfFilesAndPseudoNodesComeBackAsTheyWere() {
    FileHandle file = new FileHandle(7, 0x1234_5678_9abc_def0L, -3);
    FileHandle node = FileHandle.pseudo(42);

    assertThat(read(bytes(file))).isEqualTo(file);
    assertThat(read(bytes(node))).isEqualTo(node);
    assertThat(node.isPseudo()).isTrue();
    assertThat(file.isPseudo()).isFalse();
  }

  @Test
  void everyHandleHasTheAdvertisedLengthAndIsReadToItsEnd() {
    ByteBuf buffer = bytes(new FileHandle(1, 2, 3));
    XdrReader in = new XdrReader(buffer);

    FileHandle.read(in, FileHandle.MAX_LENGTH_V3);

    assertThat(buffer.readableBytes()).isEqualTo(4 + FileHandle.LENGTH);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void changingAnyByteNeverYieldsTheSameHandle() {
    FileHandle original = new FileHandle(1, 2, 3);
    for (int index = 4; index < 4 + FileHandle.LENGTH; index++) {
      for (int bit = 0; bit < 8; bit++) {
        ByteBuf buffer = bytes(original);
        buffer.setByte(index, buffer.getByte(index) ^ (1 << bit));
        try {
          assertThat(read(buffer)).isNotEqualTo(original);
        } catch (FsException e) {
          assertThat(e).hasMessage("BAD_HANDLE");
        }
      }
    }
  }

  @Test
  void aPseudoHandleHasOneFormOnly() {
    ByteBuf buffer = bytes(FileHandle.pseudo(9));
    buffer.setInt(8, 1);

    assertThatThrownBy(() -> read(buffer)).hasMessage("BAD_HANDLE");
  }

  @Test
  void anotherLengthIsABadHandleAndStillConsumed() {
    ByteBuf buffer = Unpooled.buffer();
    XdrWriter out = new XdrWriter(buffer);
    out.opaque(new byte[17]);
    XdrReader in = new XdrReader(buffer);

    assertThatThrownBy(() -> FileHandle.read(in, FileHandle.MAX_LENGTH_V3))
        .isInstanceOf(FsException.class);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void aTooLongOrTruncatedOpaqueIsMalformed() {
    ByteBuf tooLong = Unpooled.buffer();
    new XdrWriter(tooLong).opaque(new byte[FileHandle.MAX_LENGTH_V3 + 1]);
    ByteBuf cut = bytes(new FileHandle(1, 2, 3));
    cut.writerIndex(cut.writerIndex() - 4);

    assertThatThrownBy(() -> read(tooLong)).isInstanceOf(XdrException.class);
    assertThatThrownBy(() -> read(cut)).isInstanceOf(XdrException.class);
  }

  private static ByteBuf bytes(FileHandle handle) {
    ByteBuf buffer = Unpooled.buffer();
    handle.write(new XdrWriter(buffer));
    return buffer;
  }

  private static FileHandle read(ByteBuf buffer) {
    return FileHandle.read(new XdrReader(buffer), FileHandle.MAX_LENGTH_V3);
  }
}
