package io.havenfs.engine.client.open;

/**
 * Names a state and a moment in its life (RFC 8881 §8.2.2). Immutable.
 *
 * @param sequence how often the state has changed, from 1; 0 means as it is now
 * @param fileId the file; together with {@code counter} the "other" field
 * @param counter which state of the file
 */
public record Stateid(int sequence, long fileId, int counter) {
  /** No state: I/O by somebody who has not opened the file (RFC 8881 §8.2.3). */
  public static final Stateid ANONYMOUS = new Stateid(0, 0, 0);

  /** As {@link #ANONYMOUS}, but a READ that no share reservation hinders. */
  public static final Stateid READ_BYPASS = new Stateid(-1, -1, -1);

  /** The compound's current stateid. */
  public static final Stateid CURRENT = new Stateid(1, 0, 0);

  /** What a CLOSE returns: names nothing. */
  public static final Stateid INVALID = new Stateid(-1, 0, 0);

  /** Whether this is ANONYMOUS or READ_BYPASS. */
  public boolean isAnonymous() {
    return equals(ANONYMOUS) || equals(READ_BYPASS);
  }

  StateKey key() {
    return new StateKey(fileId, counter);
  }
}
