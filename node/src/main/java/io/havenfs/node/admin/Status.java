package io.havenfs.node.admin;

import io.havenfs.engine.Capacity;
import io.havenfs.rpc.transport.RpcStatistics;
import java.util.List;

/**
 * What {@code /status} shows, as JSON by these names.
 *
 * @param version of the software
 * @param state {@code serving} or {@code stopping}
 * @param uptimeSeconds since the start
 * @param store the replica's directory
 * @param serviceId the service's identity, in hexadecimal
 * @param addresses where clients are served
 * @param exports the exported paths
 * @param rpcbind what came of the rpcbind policy
 * @param capacity of the storage
 * @param transport counts of the transport
 */
public record Status(
    String version,
    String state,
    long uptimeSeconds,
    String store,
    String serviceId,
    List<String> addresses,
    List<String> exports,
    String rpcbind,
    Capacity capacity,
    RpcStatistics transport) {}
