package io.havenfs.engine.core;

import io.havenfs.engine.tx.DataChange;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The changes of data files that are decided and not yet applied: the overlay's counterpart for
 * file contents. Owned by the sequencer; holds no references of its own to payloads.
 */
final class PendingData {
  private final Map<Long, Deque<DataChange>> byFile = new HashMap<>();

  void decided(DataChange change) {
    byFile.computeIfAbsent(change.dataId(), id -> new ArrayDeque<>()).add(change);
  }

  /** Forgets the oldest change of its file, which is {@code change}. */
  void applied(DataChange change) {
    Deque<DataChange> changes = byFile.get(change.dataId());
    if (changes != null) {
      changes.poll();
      if (changes.isEmpty()) {
        byFile.remove(change.dataId());
      }
    }
  }

  /** Forgets all changes. */
  void clear() {
    byFile.clear();
  }

  boolean touches(long dataId) {
    return byFile.containsKey(dataId);
  }

  /**
   * Brings bytes read from a data file up to date.
   *
   * @param out holds {@code count} bytes of the file's range from {@code offset}, as its last bytes
   * @param length how many bytes were wanted
   * @return how many bytes {@code out} holds of the range now
   */
  int overlay(long dataId, long offset, int length, int count, ByteBuf out) {
    Deque<DataChange> changes = byFile.get(dataId);
    if (changes == null) {
      return count;
    }
    Window window = new Window(offset, length, out.writerIndex() - count, count, out);
    changes.forEach(window::apply);
    out.writerIndex(window.start + window.count);
    return window.count;
  }

  /** The part of a file that a reader wants, in a buffer. */
  private static final class Window {
    private final long offset;
    private final int length;
    private final int start;
    private final ByteBuf out;
    private int count;

    Window(long offset, int length, int start, int count, ByteBuf out) {
      this.offset = offset;
      this.length = length;
      this.start = start;
      this.count = count;
      this.out = out;
      out.ensureWritable(length - count);
    }

    void apply(DataChange change) {
      switch (change) {
        case DataChange.Write(long id, long at, ByteBuf payload, boolean logged) ->
            write(at, payload);
        case DataChange.Truncate(long id, long size) -> truncate(size);
        case DataChange.Punch(long id, long at, long bytes) -> punch(at, bytes);
        case DataChange.Allocate allocate -> {}
        case DataChange.Drop drop -> count = 0;
      }
    }

    private void write(long at, ByteBuf payload) {
      int bytes = payload.readableBytes();
      long from = Math.max(at, offset);
      long to = Math.min(at + bytes, offset + length);
      if (bytes > 0) {
        extend((int) Math.clamp(at + bytes - offset, 0L, length));
      }
      if (from < to) {
        out.setBytes(
            start + (int) (from - offset),
            payload,
            payload.readerIndex() + (int) (from - at),
            (int) (to - from));
      }
    }

    private void truncate(long size) {
      long wanted = Math.clamp(size - offset, 0L, length);
      if (wanted < count) {
        count = (int) wanted;
      } else {
        extend((int) wanted);
      }
    }

    private void punch(long at, long bytes) {
      long end = at + bytes < 0 ? Long.MAX_VALUE : at + bytes;
      long from = Math.clamp(at - offset, 0L, count);
      long to = Math.clamp(end - offset, 0L, count);
      if (from < to) {
        out.setZero(start + (int) from, (int) (to - from));
      }
    }

    private void extend(int newCount) {
      if (newCount > count) {
        out.setZero(start + count, newCount - count);
        count = newCount;
      }
    }
  }
}
