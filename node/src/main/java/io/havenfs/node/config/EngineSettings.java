package io.havenfs.node.config;

import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.file.AccessTimes;
import io.havenfs.engine.log.LogLimits;
import io.havenfs.engine.store.StoreLimits;

/**
 * The engine's sizes and choices.
 *
 * @param checkpointSize log bytes after which a checkpoint is taken: what a start may have to
 *     replay
 * @param cacheSize memory of each cache of decoded rows
 * @param tableCacheSize memory of the tables' block cache
 * @param tableBufferSize memory of rows not yet flushed
 * @param reserveSize free disk space that is never given to files
 * @param accessTimes when reading moves a file's access time
 */
public record EngineSettings(
    long checkpointSize,
    long cacheSize,
    long tableCacheSize,
    long tableBufferSize,
    long reserveSize,
    AccessTimes accessTimes) {
  /**
   * The log is kept in whole segments, and after a checkpoint up to two of them are left: with less
   * one checkpoint would follow the other without end.
   */
  public static final long MIN_CHECKPOINT_SIZE = 2L * LogLimits.DEFAULT.segmentBytes();

  public static final long MIN_MEMORY_SIZE = 1L << 20;
  public static final long MAX_SIZE = 1L << 40;

  /** As the engine suggests. */
  public static final EngineSettings DEFAULT =
      new EngineSettings(
          EngineLimits.DEFAULT.checkpointBytes(),
          EngineLimits.DEFAULT.cacheBytes(),
          StoreLimits.DEFAULT.blockCacheBytes(),
          StoreLimits.DEFAULT.writeBufferBytes(),
          EngineLimits.DEFAULT.reserveBytes(),
          AccessTimes.RELATIVE);

  /** These sizes for the engine; what is not configurable stays at its default. */
  public EngineLimits engineLimits() {
    return new EngineLimits(
        EngineLimits.DEFAULT.queuedChanges(),
        EngineLimits.DEFAULT.turnChanges(),
        checkpointSize,
        cacheSize,
        reserveSize);
  }

  /** These sizes for the tables. */
  public StoreLimits storeLimits() {
    return new StoreLimits(tableCacheSize, tableBufferSize);
  }
}
