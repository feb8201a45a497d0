/**
 * Judges of what clients saw.
 *
 * <p>{@link io.havenfs.testkit.history.History} records operations with the times at which they
 * were asked and answered; {@link io.havenfs.testkit.history.Linearizability} decides whether some
 * order of them, in which each takes effect at one instant between the two, explains all answers
 * according to a {@link io.havenfs.testkit.history.Model}. A lost write, an operation executed
 * twice, a stale read and two servers at once all show as an answer that no order explains.
 */
@NullMarked
package io.havenfs.testkit.history;

import org.jspecify.annotations.NullMarked;
