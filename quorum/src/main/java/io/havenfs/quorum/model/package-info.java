/**
 * What the cluster agrees on, and the commands that change it: immutable values.
 *
 * <p>{@link io.havenfs.quorum.model.ControlState} is the whole of it. Every voter holds a copy and
 * changes it by the same {@link io.havenfs.quorum.model.Command}s in the same order through {@code
 * io.havenfs.quorum.machine.ControlStateMachine}, which alone decides what is safe. Nothing here
 * reads a clock, draws a random number or does I/O: what a command needs of these, its proposer
 * puts in.
 *
 * <p>The values validate themselves: one that exists is well formed. Whether it may follow the
 * state before it is the state machine's business.
 */
@NullMarked
package io.havenfs.quorum.model;

import org.jspecify.annotations.NullMarked;
