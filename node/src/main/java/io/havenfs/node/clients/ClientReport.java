package io.havenfs.node.clients;

import io.havenfs.engine.client.roster.ListedClient;
import java.util.List;

/**
 * A client as JSON.
 *
 * @param service whose client it is; empty on a server that has one service
 * @param silentSeconds since when nothing was heard of it
 */
public record ClientReport(
    String service,
    String client,
    String version,
    String address,
    List<String> mounts,
    int opens,
    int locks,
    double silentSeconds,
    String state,
    String name) {
  private static final double MILLIS_PER_SECOND = 1000;

  static ClientReport of(String service, ListedClient client) {
    return new ClientReport(
        service,
        client.id(),
        client.protocol(),
        client.address(),
        client.mounts(),
        client.opens(),
        client.locks(),
        client.silent().toMillis() / MILLIS_PER_SECOND,
        client.state(),
        client.name());
  }
}
