package io.havenfs.nfs.nfs4.compound;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(ByteBuf bytes) {
    int from = bytes.readerIndex();
    for (int i = from; i < bytes.writerIndex(); i++) {
      if (bytes.getByte(i) < 0) {
        return ByteBufUtil.isText(bytes, StandardCharsets.UTF_8);
      }
    }
    return true;
  }
}
