package io.havenfs.testkit.disk;

import java.util.random.RandomGenerator;

/** A change of a file's content that is not yet durable. */
sealed interface DataChange {
  int SECTOR_BYTES = 512;

  /** Makes the change. */
  void apply(SparseContent content);

  /** Makes as much of the change as a loss of power might have left. */
  default void applyRemains(SparseContent content, RandomGenerator random) {
    if (random.nextBoolean()) {
      apply(content);
    }
  }

  /** {@code data} written at {@code offset}. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Write(long offset, byte[] data) implements DataChange {
    @Override
    public void apply(SparseContent content) {
      content.write(offset, data, 0, data.length);
    }

    @Override
    public void applyRemains(SparseContent content, RandomGenerator random) {
      switch (random.nextInt(3)) {
        case 0 -> apply(content);
        case 1 -> {}
        default -> tear(content, random);
      }
      if (random.nextInt(4) == 0) {
        content.grow(offset + data.length); // the size made it, the data perhaps not
      }
    }

    private void tear(SparseContent content, RandomGenerator random) {
      long at = offset;
      while (at < offset + data.length) {
        long sectorEnd = Math.min(offset + data.length, (at / SECTOR_BYTES + 1) * SECTOR_BYTES);
        if (random.nextBoolean()) {
          content.write(at, data, (int) (at - offset), (int) (sectorEnd - at));
        }
        at = sectorEnd;
      }
    }
  }

  /** The size set to {@code size}. */
  record Resize(long size) implements DataChange {
    @Override
    public void apply(SparseContent content) {
      content.resize(size);
    }
  }

  /** A range zeroed, as a hole or with its space kept. */
  record Zero(long offset, long length, boolean reserve) implements DataChange {
    @Override
    public void apply(SparseContent content) {
      content.zero(offset, length, reserve);
    }
  }

  /** A range reserved. */
  record Reserve(long offset, long length, boolean keepSize) implements DataChange {
    @Override
    public void apply(SparseContent content) {
      content.reserve(offset, length);
      if (!keepSize) {
        content.grow(offset + length);
      }
    }
  }
}
