package io.havenfs.engine.core;

import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are decided and not yet applied. Owned by the sequencer.
 *
 * <p>A row stays here until the last entry that touched it is applied. Usually a handful of rows.
 */
final class Overlay {
  private final Map<Table<?, ?>, NavigableMap<?, ?>> tables = new HashMap<>();

  /** A decided row: its value (null: deleted) and the last entry that set it. */
  record Decided<V>(@Nullable V value, long sn) {}

  <K extends Comparable<K>, V> void put(Table<K, V> table, K key, @Nullable V value, long sn) {
    NavigableMap<K, Decided<V>> rows = rows(table);
    if (rows == null) {
      rows = new TreeMap<>();
      tables.put(table, rows);
    }
    rows.put(key, new Decided<>(value, sn));
  }

  /** The decided row, or null when nothing undecided touches the key. */
  <K extends Comparable<K>, V> @Nullable Decided<V> get(Table<K, V> table, K key) {
    NavigableMap<K, Decided<V>> rows = rows(table);
    return rows == null ? null : rows.get(key);
  }

  /** Forgets the row if {@code sn} was the last entry to set it. */
  <K extends Comparable<K>, V> void applied(Row<K, V> row, long sn) {
    NavigableMap<K, Decided<V>> rows = rows(row.table());
    if (rows != null) {
      Decided<V> decided = rows.get(row.key());
      if (decided != null && decided.sn() == sn) {
        rows.remove(row.key());
      }
    }
  }

  /** Forgets all rows. */
  void clear() {
    tables.clear();
  }

  /** Scans the committed rows of {@code below} with the decided ones on top. */
  <K extends Comparable<K>, V> void scan(
      View below, Table<K, V> table, K from, View.Visitor<K, V> visitor) {
    NavigableMap<K, Decided<V>> rows = rows(table);
    if (rows == null || rows.isEmpty()) {
      below.scan(table, from, visitor);
      return;
    }
    Merge<K, V> merge = new Merge<>(rows.tailMap(from, true).entrySet().iterator(), visitor);
    below.scan(table, from, merge);
    merge.finish();
  }

  // Only put() adds maps, and it adds one of the table's own types.
  @SuppressWarnings("unchecked")
  private <K extends Comparable<K>, V> @Nullable NavigableMap<K, Decided<V>> rows(
      Table<K, V> table) {
    return (NavigableMap<K, Decided<V>>) tables.get(table);
  }

  /** Merges two ordered sequences of rows; the decided one wins where both have a key. */
  private static final class Merge<K extends Comparable<K>, V> implements View.Visitor<K, V> {
    private final Iterator<Map.Entry<K, Decided<V>>> decided;
    private final View.Visitor<K, V> visitor;
    private Map.@Nullable Entry<K, Decided<V>> next;
    private boolean wantsMore = true;

    Merge(Iterator<Map.Entry<K, Decided<V>>> decided, View.Visitor<K, V> visitor) {
      this.decided = decided;
      this.visitor = visitor;
      advance();
    }

    @Override
    public boolean visit(K key, V value) {
      while (wantsMore && next != null && next.getKey().compareTo(key) < 0) {
        showNext();
      }
      if (wantsMore && next != null && next.getKey().compareTo(key) == 0) {
        showNext();
      } else if (wantsMore) {
        wantsMore = visitor.visit(key, value);
      }
      return wantsMore;
    }

    void finish() {
      while (wantsMore && next != null) {
        showNext();
      }
    }

    private void showNext() {
      Map.Entry<K, Decided<V>> shown = next;
      advance();
      V value = shown == null ? null : shown.getValue().value();
      if (shown != null && value != null) {
        wantsMore = visitor.visit(shown.getKey(), value);
      }
    }

    private void advance() {
      next = decided.hasNext() ? decided.next() : null;
    }
  }
}
