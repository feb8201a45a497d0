/** Opening the replica in a directory of this host. */
@NullMarked
package io.havenfs.node.store;

import org.jspecify.annotations.NullMarked;
