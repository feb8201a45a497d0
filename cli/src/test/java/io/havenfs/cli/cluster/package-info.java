/** The cluster commands against a node's real endpoint, with a quorum of one in memory behind. */
@NullMarked
package io.havenfs.cli.cluster;

import org.jspecify.annotations.NullMarked;
