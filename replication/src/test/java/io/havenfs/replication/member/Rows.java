package io.havenfs.replication.member;

import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The tables of the test's service: numbers by number. */
final class Rows {
  private static final Codec<Long> NUMBER =
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

  /** For each request done, which one it was. */
  static final Table<Long, Long> DONE = new Table<>(100, "done", NUMBER, NUMBER, Residence.CACHED);

  /** How many were done, at key 0. */
  static final Table<Long, Long> COUNT =
      new Table<>(101, "count", NUMBER, NUMBER, Residence.RESIDENT);

  static final List<Table<?, ?>> ALL = List.of(DONE, COUNT);

  private Rows() {}
}
