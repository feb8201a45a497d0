package io.havenfs.engine.client;

/**
 * Which records there are for a name: at most one confirmed and one unconfirmed.
 *
 * @param confirmed id of the confirmed record, 0 if none
 * @param unconfirmed id of the unconfirmed record, 0 if none
 */
public record OwnerRecord(long confirmed, long unconfirmed) {
  /** A name that nobody uses. */
  public static final OwnerRecord NONE = new OwnerRecord(0, 0);

  /** The same with another confirmed record. */
  public OwnerRecord withConfirmed(long id) {
    return new OwnerRecord(id, unconfirmed);
  }

  /** The same with another unconfirmed record. */
  public OwnerRecord withUnconfirmed(long id) {
    return new OwnerRecord(confirmed, id);
  }
}
