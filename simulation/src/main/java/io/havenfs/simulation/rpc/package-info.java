/**
 * Calls and replies as messages of the simulated network, and the two sides of them: {@link
 * io.havenfs.simulation.rpc.ServedConnection} hands calls to real RPC programs, {@link
 * io.havenfs.simulation.rpc.Caller} sends calls again and again until they are answered.
 */
@NullMarked
package io.havenfs.simulation.rpc;

import org.jspecify.annotations.NullMarked;
