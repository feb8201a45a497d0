package io.havenfs.engine.table;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The same state for a reader that must not wait for the disk to read a data file: then {@link
 * #readData} throws {@link WouldBlockException}.
 */
public record MemoryOnlyView(View state) implements View {
  @Override
  public <K extends Comparable<K>, V> @Nullable V get(Table<K, V> table, K key) {
    return state.get(table, key);
  }

  @Override
  public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, Visitor<K, V> visitor) {
    state.scan(table, from, visitor);
  }

  @Override
  public int readData(long dataId, long offset, int length, ByteBuf out) throws IOException {
    return state.readDataInMemory(dataId, offset, length, out);
  }

  @Override
  public int readDataInMemory(long dataId, long offset, int length, ByteBuf out)
      throws IOException {
    return state.readDataInMemory(dataId, offset, length, out);
  }

  @Override
  public long seekData(long dataId, long offset, boolean hole) throws IOException {
    return state.seekData(dataId, offset, hole);
  }

  @Override
  public long dataSpace(long dataId) throws IOException {
    return state.dataSpace(dataId);
  }
}
