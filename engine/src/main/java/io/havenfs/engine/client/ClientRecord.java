package io.havenfs.engine.client;

import io.havenfs.engine.model.Bytes;

/**
 * A client as the service knows it (RFC 8881 §18.35.4): one instance, that is one boot, of whoever
 * calls itself {@code owner}.
 *
 * @param id the client id: unique in the service for ever
 * @param owner the name that it gives itself
 * @param verifier tells its boots apart
 * @param principal who made the record; compared, never interpreted
 * @param confirmed whether it has shown that it received its id
 * @param reclaim where it stands with reclaiming
 */
public record ClientRecord(
    long id, Owner owner, long verifier, Bytes principal, boolean confirmed, Reclaim reclaim) {

  /** The same, confirmed. */
  public ClientRecord confirm() {
    return new ClientRecord(id, owner, verifier, principal, true, reclaim);
  }

  /** The same, elsewhere with reclaiming. */
  public ClientRecord withReclaim(Reclaim next) {
    return new ClientRecord(id, owner, verifier, principal, confirmed, next);
  }
}
