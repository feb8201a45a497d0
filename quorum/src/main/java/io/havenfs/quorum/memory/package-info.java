/** A quorum without a network, a disk or other nodes, for tests. */
@NullMarked
package io.havenfs.quorum.memory;

import org.jspecify.annotations.NullMarked;
