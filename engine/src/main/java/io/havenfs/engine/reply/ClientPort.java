package io.havenfs.engine.reply;

/** A client's port. */
record ClientPort(ClientAddress client, int port) implements Comparable<ClientPort> {
  @Override
  public int compareTo(ClientPort other) {
    int byClient = client.compareTo(other.client);
    return byClient != 0 ? byClient : Integer.compare(port, other.port);
  }
}
