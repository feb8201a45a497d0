/**
 * Control of a cluster through any of its nodes: what the {@code havenfs cluster}, {@code node} and
 * {@code service} commands ask, as JSON over the admin endpoint, below {@code /v1/}.
 *
 * <p>What the quorum agrees on is answered by whichever node is asked. What only one node can do
 * (compare and synchronise replicas: the service's primary; judge who is alive: the quorum's
 * leader) is passed on to that node's admin endpoint, below {@code /v1/local/}; where that cannot
 * be reached, as it listens on loopback by default, the answer names the node to ask instead.
 */
@NullMarked
package io.havenfs.node.control;

import org.jspecify.annotations.NullMarked;
