/**
 * What clients see of one service on this node: exports, protocols, sockets, on top of an engine
 * that is open. A single server opens its front once; a node of a cluster opens it whenever it
 * becomes a service's primary, and closes it when it no longer is.
 */
@NullMarked
package io.havenfs.node.front;

import org.jspecify.annotations.NullMarked;
