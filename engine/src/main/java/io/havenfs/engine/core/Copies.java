package io.havenfs.engine.core;

/**
 * Whether a replica is one of several.
 *
 * @param kind in which way
 * @param retainedLogBytes log kept beyond what recovery needs, for copies that were away
 */
public record Copies(Kind kind, long retainedLogBytes) {
  /** In which way a replica is one of several. */
  public enum Kind {
    /** The service's only copy, on this machine: all that its log holds is committed. */
    SOLE,

    /** One of several: what its log holds may be cut by the others. */
    REPLICATED,

    /**
     * The service's only copy, which machines take over from each other: all that its log holds is
     * committed. A machine that dies takes what it did not sync with it, and the next one has to
     * know what was answered: so every entry is on stable storage before it is answered.
     */
    SHARED
  }

  public static final Copies SOLE = new Copies(Kind.SOLE, 0);

  public static final Copies SHARED = new Copies(Kind.SHARED, 0);

  /** One of several, with a quarter of a gigabyte of log for those that were away. */
  public static final Copies SEVERAL = new Copies(Kind.REPLICATED, 256L << 20);

  public Copies {
    if (retainedLogBytes < 0) {
      throw new IllegalArgumentException("retainedLogBytes: " + retainedLogBytes);
    }
  }

  /** Whether it leads from when it is opened, and nobody else ever does. */
  boolean sole() {
    return kind == Kind.SOLE;
  }

  /** Whether nobody has a say in what its log holds. */
  boolean single() {
    return kind != Kind.REPLICATED;
  }

  boolean shared() {
    return kind == Kind.SHARED;
  }
}
