package io.havenfs.host.address;

import io.havenfs.host.packet.Tickle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;

/** Wakes connections that clients had with the host that had the address before. Thread-safe. */
public final class Tickler {
  private Tickler() {}

  /** One segment to each client, from {@code service}, which must be on this host by now. */
  public static void tickle(InetSocketAddress service, Collection<InetSocketAddress> clients)
      throws IOException {
    for (InetSocketAddress client : clients) {
      try (RawSocket socket = RawSocket.to(client.getAddress())) {
        socket.send(Tickle.packet(service, client));
      } catch (IOException e) {
        throw new IOException(client + " not woken: " + e.getMessage(), e);
      }
    }
  }
}
