package io.havenfs.engine.core;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table of each residence, from numbers to bytes. */
final class TestTables {
  private static final Codec<Bytes> BYTES =
      new Codec<>() {
        @Override
        public void encode(Bytes value, ByteBuf out) {
          out.writeBytes(value.array());
        }

        @Override
        public Bytes decode(ByteBuf in) {
          byte[] bytes = new byte[in.readableBytes()];
          in.readBytes(bytes);
          return new Bytes(bytes);
        }
      };

  static final Table<Long, Bytes> CACHED =
      new Table<>(100, "cached", Codec.LONG, BYTES, Residence.CACHED);
  static final Table<Long, Bytes> RESIDENT =
      new Table<>(101, "resident", Codec.LONG, BYTES, Residence.RESIDENT);
  static final Table<Long, Bytes> STORED =
      new Table<>(102, "stored", Codec.LONG, BYTES, Residence.STORED);

  static final List<Table<?, ?>> ALL = List.of(CACHED, RESIDENT, STORED);

  private TestTables() {}

  static Bytes bytes(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
