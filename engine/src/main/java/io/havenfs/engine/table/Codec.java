package io.havenfs.engine.table;

import io.netty.buffer.ByteBuf;

/** The stored form of a key or a value. Stateless and thread-safe. */
public interface Codec<T> {
  /** Appends the stored form to {@code out}. */
  void encode(T value, ByteBuf out);

  /**
   * Reads a value from all the readable bytes of {@code in}. Throws {@link
   * IndexOutOfBoundsException} or {@link IllegalArgumentException} when they are not a stored form.
   */
  T decode(ByteBuf in);
}
