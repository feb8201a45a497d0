/**
 * Failover, between the quorum that decides and the parts of a node that act.
 *
 * <p>{@code plan} is the judgement: a pure function from what the cluster agrees on, and who is
 * alive, to the views and moves to propose. The quorum's leader runs it ({@code leader}). {@code
 * agent} is what each node does for each service that it holds a replica of: follow, take over,
 * serve, give up. Its states and transitions are pure, too; a driver gives them threads. {@code
 * address} puts a service's addresses on the node and makes the network notice.
 */
@NullMarked
package io.havenfs.cluster;

import org.jspecify.annotations.NullMarked;
