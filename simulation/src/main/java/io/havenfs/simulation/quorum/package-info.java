/**
 * A quorum without voters that vote: one linearizable {@link
 * io.havenfs.simulation.quorum.SimulatedQuorum} with terms, leaders that change, delays and lost
 * answers, and the {@link io.havenfs.simulation.quorum.Member}s through which nodes use it. What a
 * command does, who is dead and who may serve is decided by the real code.
 */
@NullMarked
package io.havenfs.simulation.quorum;

import org.jspecify.annotations.NullMarked;
