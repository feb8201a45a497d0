/**
 * Control of a cluster through any of its nodes: what the {@code havenfs cluster}, {@code node} and
 * {@code service} commands ask, as JSON over the admin endpoint, below {@code /v1/}.
 *
 * <p>What the quorum agrees on is answered by whichever node is asked. What only one node can do
 * (compare and synchronise replicas: the service's primary; judge who is alive: the quorum's
 * leader; stop) is passed on to that node through its peer port, below {@code /v1/local/}; so an
 * admin endpoint never needs to listen on more than loopback.
 */
@NullMarked
package io.havenfs.node.control;

import org.jspecify.annotations.NullMarked;
