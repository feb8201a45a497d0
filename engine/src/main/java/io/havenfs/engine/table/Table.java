package io.havenfs.engine.table;

/**
 * A table's identity and stored form.
 *
 * @param id first byte of every stored key; part of the stored format
 * @param name for messages
 */
public record Table<K extends Comparable<K>, V>(
    int id, String name, Codec<K> keys, Codec<V> values, Residence residence) {
  public Table {
    if (id < 1 || id > 127) {
      throw new IllegalArgumentException("table id out of range: " + id);
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id;
  }
}
