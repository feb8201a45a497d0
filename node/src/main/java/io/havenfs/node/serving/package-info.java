/** The protocols on their sockets, and rpcbind's knowledge of them. */
@NullMarked
package io.havenfs.node.serving;

import org.jspecify.annotations.NullMarked;
