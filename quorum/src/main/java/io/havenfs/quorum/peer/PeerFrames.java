package io.havenfs.quorum.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.charset.StandardCharsets;

/** Hello and answer on the wire: a length of four bytes, then so many bytes. */
public final class PeerFrames {
  /** The largest; an answer to a join has certificates and all nodes in it. */
  static final int MAX_FRAME = 64 << 10;

  private static final int MAX_TEXT = 0xffff;

  private PeerFrames() {}

  /** Takes frames apart; a longer one breaks the connection. */
  public static ChannelHandler decoder() {
    return decoder(MAX_FRAME);
  }

  /** The same for frames of up to {@code maxBytes}. */
  public static ChannelHandler decoder(int maxBytes) {
    return new LengthFieldBasedFrameDecoder(maxBytes, 0, Integer.BYTES, 0, Integer.BYTES);
  }

  /** One frame with {@code content}. */
  public static ByteBuf frame(ByteBufAllocator allocator, byte[] content) {
    return allocator
        .buffer(Integer.BYTES + content.length)
        .writeInt(content.length)
        .writeBytes(content);
  }

  /** Begins a frame; {@link #end} sets its length. */
  static ByteBuf begin(ByteBuf out) {
    return out.writeInt(0);
  }

  static ByteBuf end(ByteBuf out) {
    return out.setInt(0, out.readableBytes() - Integer.BYTES);
  }

  static void writeText(ByteBuf out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_TEXT) {
      throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
    }
    out.writeShort(bytes.length).writeBytes(bytes);
  }

  static String readText(ByteBuf in) {
    int length = in.readUnsignedShort();
    return in.readCharSequence(length, StandardCharsets.UTF_8).toString();
  }
}
