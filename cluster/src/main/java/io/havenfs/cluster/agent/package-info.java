/**
 * What a node does for one service that it holds a replica of.
 *
 * <p>{@link io.havenfs.cluster.agent.AgentMachine} is the home of all transitions between the
 * {@link io.havenfs.cluster.agent.AgentState}s: inputs in, actions out, no clock, thread or I/O.
 * {@link io.havenfs.cluster.agent.ServiceAgent} drives it: it watches the quorum, carries out the
 * actions, and stamps the timeline of a takeover.
 *
 * <p>The order of a takeover: the replica leads (the inherited log is committed on all that are in
 * sync) → the door opens (exports in force, protocols listening, on an address that may not be here
 * yet) → the addresses come up and are announced → the connections that clients had elsewhere are
 * woken. Nothing is refused in between: before the address is here nobody answers, afterwards the
 * service does. The way back is the reverse: the addresses go first.
 */
@NullMarked
package io.havenfs.cluster.agent;

import org.jspecify.annotations.NullMarked;
