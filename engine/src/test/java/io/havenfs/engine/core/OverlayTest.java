package io.havenfs.engine.core;

import static io.havenfs.engine.core.TestTables.CACHED;
import static io.havenfs.engine.core.TestTables.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverlayTest {
  private final Overlay overlay = new Overlay();
  private final Rows below = new Rows();

  @Test
  void aRowStaysUntilItsLastEntryIsApplied() {
    overlay.put(CACHED, 1L, bytes("a"), 10);
    overlay.put(CACHED, 1L, bytes("b"), 11);

    overlay.applied(new Row<>(CACHED, 1L, bytes("a")), 10);
    assertThat(overlay.get(CACHED, 1L)).isEqualTo(new Overlay.Decided<>(bytes("b"), 11));

    overlay.applied(new Row<>(CACHED, 1L, bytes("b")), 11);
    assertThat(overlay.get(CACHED, 1L)).isNull();
  }

  @Test
  void aScanStopsWhenTheVisitorHasEnough() {
    for (long key = 0; key < 10; key += 2) {
      below.rows.put(key, bytes("committed"));
      overlay.put(CACHED, key + 1, bytes("decided"), 1);
    }
    List<Long> seen = new ArrayList<>();
    overlay.scan(
        below,
        CACHED,
        1L,
        (key, value) -> {
          seen.add(key);
          return seen.size() < 4;
        });
    assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aScanShowsWhatAMapOfTheSameRowsWould() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Overlay mixed = new Overlay();
      Rows committed = new Rows();
      TreeMap<Long, Bytes> expected = new TreeMap<>();
      for (int i = 0; i < 30; i++) {
        long key = random.nextInt(20);
        committed.rows.put(key, bytes("c" + i));
        expected.put(key, bytes("c" + i));
      }
      for (int i = 0; i < 15; i++) {
        long key = random.nextInt(25);
        if (random.nextBoolean()) {
          mixed.put(CACHED, key, null, i);
          expected.remove(key);
        } else {
          mixed.put(CACHED, key, bytes("d" + i), i);
          expected.put(key, bytes("d" + i));
        }
      }
      long from = random.nextInt(25);
      TreeMap<Long, Bytes> seen = new TreeMap<>();
      mixed.scan(
          committed,
          CACHED,
          from,
          (key, value) -> {
            assertThat(seen.isEmpty() || seen.lastKey() < key).isTrue();
            seen.put(key, value);
            return true;
          });
      assertThat(seen).as("seed " + seed).isEqualTo(new TreeMap<>(expected.tailMap(from, true)));
    }
  }

  /** A view of one table, for scans. */
  private static final class Rows implements View {
    private final TreeMap<Long, Bytes> rows = new TreeMap<>();

    @Override
    public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
      throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K extends Comparable<K>, V> void scan(
        Table<K, V> table, K from, Visitor<K, V> visitor) {
      for (Map.Entry<Long, Bytes> row : rows.tailMap((Long) from, true).entrySet()) {
        if (!visitor.visit((K) row.getKey(), (V) row.getValue())) {
          return;
        }
      }
    }

    @Override
    public int readData(long dataId, long offset, int length, ByteBuf out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long seekData(long dataId, long offset, boolean hole) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long dataSpace(long dataId) {
      throw new UnsupportedOperationException();
    }
  }
}
