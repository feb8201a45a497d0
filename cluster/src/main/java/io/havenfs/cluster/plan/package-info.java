/**
 * Who should serve: pure, no clock, thread or I/O.
 *
 * <p>The planner only proposes; what keeps a service from being served twice is checked where a
 * proposal is applied (see {@code io.havenfs.quorum.machine.ViewChanges}). A planner that is wrong
 * can delay or annoy, it cannot lose data.
 */
@NullMarked
package io.havenfs.cluster.plan;

import org.jspecify.annotations.NullMarked;
