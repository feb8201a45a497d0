/**
 * The parts of a node of a cluster: its directory and identity, the services whose copies it holds,
 * and what it answers to operators.
 */
@NullMarked
package io.havenfs.node.cluster;

import org.jspecify.annotations.NullMarked;
