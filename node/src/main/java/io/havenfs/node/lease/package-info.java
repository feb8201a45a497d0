/**
 * What stands between clients and a service's protocols on a node of a cluster: nothing is answered
 * without the lease, and who is connected is remembered for the next primary.
 */
@NullMarked
package io.havenfs.node.lease;

import org.jspecify.annotations.NullMarked;
