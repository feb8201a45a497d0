package io.havenfs.replication.member;

import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import java.util.List;

/** The tables of the test's service: numbers by number. */
final class Rows {
  /** For each request done, which one it was. */
  static final Table<Long, Long> DONE =
      new Table<>(100, "done", Codec.LONG, Codec.LONG, Residence.CACHED);

  /** How many were done, at key 0. */
  static final Table<Long, Long> COUNT =
      new Table<>(101, "count", Codec.LONG, Codec.LONG, Residence.RESIDENT);

  static final List<Table<?, ?>> ALL = List.of(DONE, COUNT);

  private Rows() {}
}
