package io.havenfs.engine.core;

/**
 * The engine's named limits.
 *
 * @param queuedChanges changes that may wait for the sequencer; more are refused
 * @param turnChanges changes decided in one turn, before what is decided is written
 * @param checkpointBytes log bytes after which a checkpoint is taken
 * @param cacheBytes what each cached table (inodes, names, small contents) may keep in memory
 * @param reserveBytes free space that is never given to files: the log and the tables need it
 */
public record EngineLimits(
    int queuedChanges, int turnChanges, long checkpointBytes, long cacheBytes, long reserveBytes) {
  private static final long MEBI = 1L << 20;

  /** Less makes no sense but in simulations. */
  private static final long LEAST_CHECKPOINT_BYTES = 64 << 10;

  /** Limits that suit a server with a gigabyte of heap. */
  public static final EngineLimits DEFAULT =
      new EngineLimits(65_536, 256, 256 * MEBI, 64 * MEBI, 512 * MEBI);

  public EngineLimits {
    if (queuedChanges < turnChanges || turnChanges < 1) {
      throw new IllegalArgumentException("queuedChanges must be at least turnChanges, and that 1");
    }
    if (checkpointBytes < LEAST_CHECKPOINT_BYTES || reserveBytes < 0) {
      throw new IllegalArgumentException(
          "checkpointBytes must be at least " + LEAST_CHECKPOINT_BYTES);
    }
  }
}
