/**
 * The quorum: what the cluster agrees on.
 *
 * <p>A {@link io.havenfs.quorum.Quorum} is one node's part in it. Commands go in anywhere and are
 * put in one order; every node applies them to its copy of the {@link
 * io.havenfs.quorum.model.ControlState} by the pure {@link
 * io.havenfs.quorum.machine.ControlStateMachine}. It also keeps this node's lease, on which the
 * right to serve rests (package {@code lease}), and, while the node leads, the judgement of who is
 * dead.
 */
@NullMarked
package io.havenfs.quorum;

import org.jspecify.annotations.NullMarked;
