package io.havenfs.engine.store;

import io.netty.buffer.ByteBuf;
import java.nio.file.Path;

/** A store on RocksDB. */
@SuppressWarnings("DoNotCallSuggester")
public final class RocksTableStore implements TableStore {
  private RocksTableStore() {}

  /**
   * Opens the store in {@code directory}, or creates it there when the directory is empty or
   * missing (its parent must exist).
   *
   * @throws UntrustedStoreException when what is there cannot be opened or trusted
   */
  public static RocksTableStore open(Path directory, StoreLimits limits)
      throws UntrustedStoreException {
    throw new UnsupportedOperationException();
  }

  @Override
  public int get(ByteBuf key, ByteBuf value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scan(ByteBuf from, ByteBuf to, RowVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void write(RowBatch batch, long appliedSn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long appliedSn() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long flush() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
