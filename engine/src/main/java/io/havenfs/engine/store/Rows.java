package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.rocksdb.RocksIterator;

/** Shows what an iterator runs over, through two buffers that are used again for each row. */
final class Rows {
  private static final int KEY_BYTES = 320;
  private static final int VALUE_BYTES = 1024;

  private byte[] key = new byte[KEY_BYTES];
  private byte[] value = new byte[VALUE_BYTES];
  private ByteBuf keyBuffer = Unpooled.wrappedBuffer(key);
  private ByteBuf valueBuffer = Unpooled.wrappedBuffer(value);

  private Rows() {}

  /** Shows the rows from {@code from} on, until the iterator ends or the visitor has enough. */
  static void show(RocksIterator iterator, byte[] from, RowVisitor visitor) {
    Rows rows = new Rows();
    boolean more = true;
    for (iterator.seek(from); more && iterator.isValid(); iterator.next()) {
      more = visitor.visit(rows.key(iterator), rows.value(iterator));
    }
  }

  private ByteBuf key(RocksIterator iterator) {
    int size = iterator.key(key);
    if (size > key.length) {
      key = iterator.key();
      keyBuffer = Unpooled.wrappedBuffer(key);
    }
    return keyBuffer.setIndex(0, size);
  }

  private ByteBuf value(RocksIterator iterator) {
    int size = iterator.value(value);
    if (size > value.length) {
      value = iterator.value();
      valueBuffer = Unpooled.wrappedBuffer(value);
    }
    return valueBuffer.setIndex(0, size);
  }
}
