package io.havenfs.engine.core;

/**
 * A role that no other copy has a say in.
 *
 * @param leads whether it leads, decides and answers: all or nothing
 * @param sn up to which entry the others, as it were, have everything
 */
public record LoneRole(boolean leads, long sn) implements Role {
  /** The only copy: what is durable here is committed. */
  public static final Role SOLE = new LoneRole(true, Long.MAX_VALUE);

  /** A copy that was told nothing yet: it neither decides nor commits. */
  public static final Role IDLE = new LoneRole(false, 0);

  @Override
  public boolean decides() {
    return leads;
  }

  @Override
  public boolean answers() {
    return leads;
  }

  @Override
  public long memorySn() {
    return sn;
  }

  @Override
  public long diskSn() {
    return sn;
  }
}
