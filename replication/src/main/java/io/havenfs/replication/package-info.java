/**
 * What others see of a replicated service's copy on this node: how it is told its part, and what it
 * tells of itself.
 *
 * <p>Nodes are named by strings. Who leads is decided elsewhere (by a quorum); this module is told
 * ({@link io.havenfs.replication.ReplicaControl}), and asks for changes of the in-sync set through
 * {@link io.havenfs.replication.ViewProposals}.
 */
@NullMarked
package io.havenfs.replication;

import org.jspecify.annotations.NullMarked;
