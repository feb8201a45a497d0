/**
 * A node's peer port: one TCP port on which other nodes reach this one, each connection for one
 * purpose that its first bytes, the {@link io.havenfs.node.peer.Preamble}, name. Whoever is of
 * another cluster, or speaks another version, is told so and refused.
 */
@NullMarked
package io.havenfs.node.peer;

import org.jspecify.annotations.NullMarked;
