package io.havenfs.engine.store;

/**
 * Memory that a store may take, in bytes.
 *
 * @param blockCacheBytes cache of blocks read, the tables' indexes and filters included
 * @param writeBufferBytes rows written and not yet flushed, before the store flushes by itself
 */
public record StoreLimits(long blockCacheBytes, long writeBufferBytes) {
  /** 96 MiB of cache and 32 MiB of unflushed rows. */
  public static final StoreLimits DEFAULT = new StoreLimits(96L << 20, 32L << 20);

  /** Less would make the store work on tiny files. */
  static final long SMALLEST = 64L << 10;

  public StoreLimits {
    if (blockCacheBytes < SMALLEST || writeBufferBytes < SMALLEST) {
      throw new IllegalArgumentException(
          "store memory too small: cache " + blockCacheBytes + ", buffer " + writeBufferBytes);
    }
  }
}
