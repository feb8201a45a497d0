/** The failover planner at work on the node that leads the quorum. */
@NullMarked
package io.havenfs.cluster.leader;

import org.jspecify.annotations.NullMarked;
