package io.havenfs.engine.core;

import io.havenfs.engine.table.Table;
import org.jspecify.annotations.Nullable;

/**
 * A row as an entry leaves it.
 *
 * @param value null when the entry deletes the row
 */
record Row<K extends Comparable<K>, V>(Table<K, V> table, K key, @Nullable V value) {}
