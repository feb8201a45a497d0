/**
 * A disk that fails as real ones do, on purpose and reproducibly.
 *
 * <p>{@link io.havenfs.testkit.disk.SimulatedDisk} keeps everything in memory: for each file what
 * is durable and the changes since the last {@code sync}, for the name space what is durable and
 * the changes since the last {@code syncDirectory}. A crash test runs the product on it, stops it
 * at the n-th change for every n ({@code failAfter}), takes the power away ({@code crash}) or only
 * the process ({@code restart}), and starts the product again on what is left:
 *
 * <pre>{@code
 * SimulatedDisk disk = new SimulatedDisk(seed);
 * disk.failAfter(n);
 * try { work(disk); } catch (SimulatedCrash expected) { }
 * recover(disk.crash(random));
 * }</pre>
 *
 * <p>The faults stay within what {@code io.havenfs.host.disk} says a disk may do, and go to its
 * limits: each 512-byte sector of an unsynchronised write is kept or lost on its own, a size may
 * have grown without the data, a failed {@code sync} cannot be repaired by another. Given the same
 * seed and the same calls in the same order the outcome is the same.
 */
@NullMarked
package io.havenfs.testkit.disk;

import org.jspecify.annotations.NullMarked;
