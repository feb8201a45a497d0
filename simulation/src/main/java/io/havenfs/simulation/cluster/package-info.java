/**
 * Machines, the processes on them, and what may happen to both.
 *
 * <p>A {@link io.havenfs.simulation.cluster.Machine} keeps what outlives a process: the disk, the
 * tables, the clocks. A process is put together of the real parts; {@link
 * io.havenfs.simulation.cluster.Copy} gives an engine's sequencer its turns.
 */
@NullMarked
package io.havenfs.simulation.cluster;

import org.jspecify.annotations.NullMarked;
