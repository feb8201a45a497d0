/**
 * A world of processes, machines and wires in one thread: what happens when is decided by a seed.
 *
 * <p>{@link io.havenfs.testkit.world.Agenda} is true time: it runs events in the order of their
 * times. A {@link io.havenfs.testkit.world.SimulatedProcess} is what can be killed, paused and
 * resumed at any event; its tasks run one at a time and never while it is paused. It reads {@link
 * io.havenfs.testkit.world.DriftingClock}, which runs faster or slower than true time. {@link
 * io.havenfs.testkit.world.Network} carries messages over connections that behave as TCP does:
 * ordered or broken, with delays, cuts of either direction, and the difference between a process
 * that ended (its kernel says so) and a machine that lost power (silence).
 *
 * <p>Given the same seed and the same code, everything happens in the same order.
 */
@NullMarked
package io.havenfs.testkit.world;

import org.jspecify.annotations.NullMarked;
