package io.havenfs.engine.client.owner;

import io.havenfs.engine.client.Owner;

/**
 * An open-owner or a lock-owner of a client. Ordered by client, kind and name.
 *
 * @param clientId the client
 * @param locks whether it is a lock-owner
 * @param owner its name
 */
public record OwnerKey(long clientId, boolean locks, Owner owner) implements Comparable<OwnerKey> {
  @Override
  public int compareTo(OwnerKey other) {
    int byClient = Long.compareUnsigned(clientId, other.clientId);
    if (byClient != 0) {
      return byClient;
    }
    int byKind = Boolean.compare(locks, other.locks);
    return byKind != 0 ? byKind : owner.compareTo(other.owner);
  }
}
