package io.havenfs.engine.client.open;

/** A state by its client. Ordered by client, file and counter. */
record ClientStateKey(long clientId, long fileId, int counter)
    implements Comparable<ClientStateKey> {
  @Override
  public int compareTo(ClientStateKey other) {
    int byClient = Long.compareUnsigned(clientId, other.clientId);
    if (byClient != 0) {
      return byClient;
    }
    int byFile = Long.compareUnsigned(fileId, other.fileId);
    return byFile != 0 ? byFile : Integer.compareUnsigned(counter, other.counter);
  }

  StateKey state() {
    return new StateKey(fileId, counter);
  }
}
