package io.havenfs.engine.offload;

import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The table of copies. */
public final class CopyTables {
  /** Copies by the number that a job has from {@code newId()}. */
  public static final Table<Long, CopyJob> JOBS =
      new Table<>(40, "copies", new IdCodec(), new CopyJobCodec(), Residence.RESIDENT);

  private CopyTables() {}

  /** All of them. */
  public static List<Table<?, ?>> all() {
    return List.of(JOBS);
  }

  private static final class IdCodec implements Codec<Long> {
    @Override
    public void encode(Long id, ByteBuf out) {
      out.writeLong(id ^ Long.MIN_VALUE);
    }

    @Override
    public Long decode(ByteBuf in) {
      if (in.readableBytes() != Long.BYTES) {
        throw new IllegalArgumentException("copy id of " + in.readableBytes() + " bytes");
      }
      return in.readLong() ^ Long.MIN_VALUE;
    }
  }
}
