/**
 * A node's peer port: one TCP port on which other nodes reach this one, with what {@link
 * io.havenfs.quorum.peer} says of how connections begin, who is refused, and what lifelines are.
 * Here it is put on Netty's sockets, and connections for replication are handed to the copies of
 * services.
 */
@NullMarked
package io.havenfs.node.peer;

import org.jspecify.annotations.NullMarked;
