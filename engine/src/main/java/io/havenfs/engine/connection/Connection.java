package io.havenfs.engine.connection;

import io.havenfs.engine.reply.ClientAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;

/**
 * A TCP connection's two ends.
 *
 * @param client the client's address
 * @param clientPort and its port
 * @param service the service's address
 * @param servicePort and its port
 */
public record Connection(
    ClientAddress client, int clientPort, ClientAddress service, int servicePort)
    implements Comparable<Connection> {
  static final Connection FIRST =
      new Connection(new ClientAddress(0, 0), 0, new ClientAddress(0, 0), 0);

  private static final Comparator<Connection> ORDER =
      Comparator.comparing(Connection::client)
          .thenComparing(Connection::clientPort)
          .thenComparing(Connection::service)
          .thenComparing(Connection::servicePort);

  /** The connection between these ends. */
  public static Connection between(InetSocketAddress client, InetSocketAddress service) {
    return new Connection(
        ClientAddress.of(client.getAddress()),
        client.getPort(),
        ClientAddress.of(service.getAddress()),
        service.getPort());
  }

  /** The client's end. */
  public InetSocketAddress clientEnd() {
    return new InetSocketAddress(client.toInetAddress(), clientPort);
  }

  /** The service's end. */
  public InetSocketAddress serviceEnd() {
    return new InetSocketAddress(service.toInetAddress(), servicePort);
  }

  @Override
  public int compareTo(Connection other) {
    return ORDER.compare(this, other);
  }
}
