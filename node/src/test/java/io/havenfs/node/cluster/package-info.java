/** What a node of a cluster does, with a quorum in memory. */
@NullMarked
package io.havenfs.node.cluster;

import org.jspecify.annotations.NullMarked;
