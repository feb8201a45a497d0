package io.havenfs.quorum.identity;

import io.havenfs.quorum.model.NodeId;
import java.util.UUID;

/**
 * Who a node is.
 *
 * @param protocol of the version that wrote it
 * @param tls whether nodes talk TLS; the same on all nodes
 */
public record ClusterIdentity(UUID cluster, NodeId node, int protocol, boolean tls) {}
