package io.havenfs.engine.core;

import io.havenfs.engine.tx.DataChange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of data files would a replay of the log touch? Owned by the sequencer.
 *
 * <p>A write that does not travel in the log goes to the data file only. If an <i>older</i> entry
 * touches the same bytes (a logged write, a truncation, a hole), replaying that one after a crash
 * would destroy the newer bytes, although a flush had made them durable. So a write that meets such
 * a range travels in the log as well, and replay in log order ends with the right bytes. Ranges are
 * forgotten when a checkpoint puts their entries behind replay.
 *
 * <p>One range per file, from the lowest to the highest byte touched: files that see both kinds of
 * writes are rare, and logging too much costs time, not safety.
 */
final class ReplayHazards {
  private Map<Long, Range> current = new HashMap<>();
  private Map<Long, Range> beforeCheckpoint = new HashMap<>();

  private record Range(long from, long to) {
    boolean overlaps(long otherFrom, long otherTo) {
      return from < otherTo && otherFrom < to;
    }

    Range union(Range other) {
      return new Range(Math.min(from, other.from), Math.max(to, other.to));
    }
  }

  /** The change as it has to be: a write that meets a hazard becomes a logged one. */
  DataChange admit(DataChange change) {
    return switch (change) {
      case DataChange.Write write when !write.logged() && endangered(write) -> {
        DataChange.Write logged =
            new DataChange.Write(write.dataId(), write.offset(), write.payload(), true);
        note(logged);
        yield logged;
      }
      case DataChange.Write write when !write.logged() -> write;
      default -> {
        note(change);
        yield change;
      }
    };
  }

  /** Records what a change that is in the log, and will be replayed, touches. */
  void note(DataChange change) {
    switch (change) {
      case DataChange.Write(long id, long offset, var payload, boolean logged) -> {
        if (logged) {
          add(id, offset, offset + payload.readableBytes());
        }
      }
      case DataChange.Truncate(long id, long size) -> add(id, size, Long.MAX_VALUE);
      case DataChange.Punch(long id, long offset, long length) ->
          add(id, offset, saturatedSum(offset, length));
      case DataChange.Allocate allocate -> {}
      case DataChange.Drop(long id) -> {
        current.remove(id);
        beforeCheckpoint.remove(id);
      }
    }
  }

  /** A checkpoint begins: everything noted so far will be behind it. */
  void checkpointBegins() {
    for (Map.Entry<Long, Range> entry : current.entrySet()) {
      beforeCheckpoint.merge(entry.getKey(), entry.getValue(), Range::union);
    }
    current = new HashMap<>();
  }

  /** The checkpoint that began last is durable. */
  void checkpointDone() {
    beforeCheckpoint = new HashMap<>();
  }

  private boolean endangered(DataChange.Write write) {
    long to = write.offset() + write.payload().readableBytes();
    return meets(current.get(write.dataId()), write.offset(), to)
        || meets(beforeCheckpoint.get(write.dataId()), write.offset(), to);
  }

  private static boolean meets(@Nullable Range range, long from, long to) {
    return range != null && range.overlaps(from, to);
  }

  private void add(long dataId, long from, long to) {
    current.merge(dataId, new Range(from, to), Range::union);
  }

  private static long saturatedSum(long offset, long length) {
    long sum = offset + length;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
