package io.havenfs.cluster.agent;

import java.net.InetSocketAddress;

/**
 * A TCP connection between a client and a service.
 *
 * @param service the service's end
 * @param client the client's end
 */
public record ClientConnection(InetSocketAddress service, InetSocketAddress client) {}
