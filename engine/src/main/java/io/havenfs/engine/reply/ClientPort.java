package io.havenfs.engine.reply;

/**
 * Where requests come from: one TCP connection at a time, or one UDP socket. A client that connects
 * again from the same port, as Linux does, is known by it.
 *
 * @param client the client's address
 * @param port its port, 0 to 65535
 */
record ClientPort(ClientAddress client, int port) implements Comparable<ClientPort> {
  @Override
  public int compareTo(ClientPort other) {
    int byClient = client.compareTo(other.client);
    return byClient != 0 ? byClient : Integer.compare(port, other.port);
  }
}
