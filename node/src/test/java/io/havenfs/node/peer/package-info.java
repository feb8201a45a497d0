/** A node's peer port on real sockets. */
@NullMarked
package io.havenfs.node.peer;

import org.jspecify.annotations.NullMarked;
