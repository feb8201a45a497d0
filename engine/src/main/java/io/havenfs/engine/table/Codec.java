package io.havenfs.engine.table;

import io.netty.buffer.ByteBuf;

/** The stored form of a key or a value. Stateless and thread-safe. */
public interface Codec<T> {
  /** Eight bytes, so that keys are stored in the order of unsigned numbers. */
  Codec<Long> LONG =
      new Codec<>() {
        @Override
        public void encode(Long value, ByteBuf out) {
          out.writeLong(value);
        }

        @Override
        public Long decode(ByteBuf in) {
          return in.readLong();
        }
      };

  /** Appends the stored form to {@code out}. */
  void encode(T value, ByteBuf out);

  /**
   * Reads a value from all the readable bytes of {@code in}. Throws {@link
   * IndexOutOfBoundsException} or {@link IllegalArgumentException} when they are not a stored form.
   */
  T decode(ByteBuf in);
}
