package io.havenfs.engine.data;

/**
 * Limits on what {@link DataFiles} keeps.
 *
 * @param openFiles files kept open to be used again
 * @param dirtyFiles files with changes not yet synchronised; a change of one more first
 *     synchronises another. They are open, too, so this counts towards the process's descriptors
 */
public record DataLimits(int openFiles, int dirtyFiles) {
  public static final DataLimits DEFAULT = new DataLimits(2048, 8192);

  public DataLimits {
    if (openFiles < 1 || dirtyFiles < 1) {
      throw new IllegalArgumentException("data limits: " + openFiles + ", " + dirtyFiles);
    }
  }
}
