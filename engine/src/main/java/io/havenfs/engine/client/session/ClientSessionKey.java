package io.havenfs.engine.client.session;

/** A session by its client. Ordered by client, then by session. */
record ClientSessionKey(long clientId, long sessionId) implements Comparable<ClientSessionKey> {
  @Override
  public int compareTo(ClientSessionKey other) {
    int byClient = Long.compareUnsigned(clientId, other.clientId);
    return byClient != 0 ? byClient : Long.compareUnsigned(sessionId, other.sessionId);
  }
}
