/**
 * The control state machine: a pure function of state and command.
 *
 * <p>What it accepts is what is safe. The planners above it may be wrong about what is wise; they
 * cannot make two primaries, lose the replicas that hold a service's data, or bring a replica in
 * sync that nobody has vouched for. {@link io.havenfs.quorum.machine.ViewChanges} is the part that
 * matters, and says why.
 */
@NullMarked
package io.havenfs.quorum.machine;

import org.jspecify.annotations.NullMarked;
