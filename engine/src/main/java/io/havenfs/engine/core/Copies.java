package io.havenfs.engine.core;

/**
 * Whether a replica is one of several.
 *
 * @param sole whether it is the service's only copy: then all that its log holds is committed
 * @param retainedLogBytes log kept beyond what recovery needs, for copies that were away
 */
public record Copies(boolean sole, long retainedLogBytes) {
  public static final Copies SOLE = new Copies(true, 0);

  /** One of several, with a quarter of a gigabyte of log for those that were away. */
  public static final Copies SEVERAL = new Copies(false, 256L << 20);

  public Copies {
    if (retainedLogBytes < 0) {
      throw new IllegalArgumentException("retainedLogBytes: " + retainedLogBytes);
    }
  }
}
