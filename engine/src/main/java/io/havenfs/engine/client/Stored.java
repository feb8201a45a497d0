package io.havenfs.engine.client;

import io.havenfs.engine.table.Codec;
import io.netty.buffer.ByteBuf;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Building blocks for the stored forms of client state. */
public final class Stored {
  /** An id as a key; the sign bit is flipped, so that bytes sort like signed numbers. */
  public static final Codec<Long> ID =
      codec((id, out) -> out.writeLong(id ^ Long.MIN_VALUE), in -> in.readLong() ^ Long.MIN_VALUE);

  private Stored() {}

  /** A codec from two functions; refuses input that {@code decode} does not use up. */
  public static <T> Codec<T> codec(BiConsumer<T, ByteBuf> encode, Function<ByteBuf, T> decode) {
    return new Codec<>() {
      @Override
      public void encode(T value, ByteBuf out) {
        encode.accept(value, out);
      }

      @Override
      public T decode(ByteBuf in) {
        T value = decode.apply(in);
        if (in.isReadable()) {
          throw new IllegalArgumentException(in.readableBytes() + " bytes too many");
        }
        return value;
      }
    };
  }

  /** Appends bytes with their length in front. */
  public static void writeBytes(byte[] bytes, ByteBuf out) {
    out.writeInt(bytes.length);
    out.writeBytes(bytes);
  }

  /** Reads what {@link #writeBytes} wrote. */
  public static byte[] readBytes(ByteBuf in) {
    int length = in.readInt();
    if (length < 0 || length > in.readableBytes()) {
      throw new IllegalArgumentException("length " + length + " of " + in.readableBytes());
    }
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    return bytes;
  }

  /** Reads all bytes that are left. */
  public static byte[] readRest(ByteBuf in) {
    byte[] bytes = new byte[in.readableBytes()];
    in.readBytes(bytes);
    return bytes;
  }
}
