package io.havenfs.node.config;

import io.havenfs.rpc.transport.RpcLimits;

/**
 * What clients may occupy. Who reaches a limit is not read from until there is room again; a
 * connection too many is closed.
 *
 * @param connections connections open at once
 * @param requests requests being worked on, of all connections
 * @param requestsPerConnection requests being worked on, of one connection
 * @param requestMemory bytes of such requests, of all connections
 * @param requestMemoryPerConnection bytes of such requests, of one connection
 */
public record LimitSettings(
    int connections,
    int requests,
    int requestsPerConnection,
    long requestMemory,
    long requestMemoryPerConnection) {
  public static final int MAX_CONNECTIONS = 1_000_000;
  public static final int MAX_REQUESTS = 1_000_000;

  /** One connection must be able to hold the largest request. */
  public static final long MIN_REQUEST_MEMORY = RpcLimits.DEFAULT.recordBytes();

  public static final long MAX_REQUEST_MEMORY = 1L << 40;

  /** As the transport suggests. */
  public static final LimitSettings DEFAULT =
      new LimitSettings(
          RpcLimits.DEFAULT.connections(),
          RpcLimits.DEFAULT.calls(),
          RpcLimits.DEFAULT.callsPerConnection(),
          RpcLimits.DEFAULT.bytes(),
          RpcLimits.DEFAULT.bytesPerConnection());

  /** These limits for the transport; what is not configurable stays at its default. */
  public RpcLimits rpcLimits() {
    return RpcLimits.DEFAULT
        .with()
        .connections(connections)
        .calls(requests)
        .callsPerConnection(requestsPerConnection)
        .bytes(requestMemory)
        .bytesPerConnection(requestMemoryPerConnection)
        .build();
  }
}
