package io.havenfs.engine.client.owner;

/**
 * What is known of a confirmed client of version 4.0 beside its record.
 *
 * @param confirm what its SETCLIENTID_CONFIRM said
 * @param callback where it wants to be called
 * @param stale whether state was lost since: until it confirms again, its client id is stale
 */
public record Contact(long confirm, Callback callback, boolean stale) {
  /** The same after a loss of state. */
  public Contact lost() {
    return new Contact(confirm, callback, true);
  }
}
