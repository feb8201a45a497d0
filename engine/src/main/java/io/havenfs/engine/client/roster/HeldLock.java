package io.havenfs.engine.client.roster;

/**
 * Something in a file that keeps others from something.
 *
 * @param fileId the file
 * @param client by its {@link ListedClient#id}
 * @param owner who at the client, in hexadecimal or readable
 * @param kind what it is
 * @param start the first byte, unsigned
 * @param last the last byte, unsigned; -1 means to the end
 */
public record HeldLock(long fileId, String client, String owner, Kind kind, long start, long last) {
  /** What it keeps others from. */
  public enum Kind {
    /** A read lock: from writing locks. */
    READ,
    /** A write lock: from all locks. */
    WRITE,
    /** A share reservation: from reading. */
    DENY_READ,
    /** A share reservation: from writing. */
    DENY_WRITE,
    /** A share reservation: from both. */
    DENY_BOTH
  }
}
