/**
 * Leases and the judgement that a node is dead: arithmetic without a clock.
 *
 * <p><b>The argument.</b> A node sends the leader a heartbeat. The leader (1) writes down when it
 * came, (2) has a majority confirm that it still leads, (3) answers, naming the revision of the
 * control state as of (2). From when it <em>sent</em> the heartbeat the node may serve for the
 * lease's length less the {@linkplain io.havenfs.quorum.lease.Lease#DRIFT_PER_MILLE bound on
 * drift}, once its own copy of the state has that revision. The leader holds the node dead when a
 * lease's length has gone by since (1), which is later than the sending; so when it does, the node
 * knows that it must not serve.
 *
 * <p><em>Another leader</em> granted leases before. Each was confirmed by a majority in an earlier
 * term; one of that majority voted for the new leader, afterwards. So such a heartbeat was sent
 * before the new leadership began, and who waits a whole lease from its own beginning has waited
 * for all of them. A <em>leader that is deposed</em> and does not know it confirms nothing; what it
 * still proposes carries its term, and is refused when it is put into the log in another.
 *
 * <p><em>Between judgement and view</em> the node's heartbeat may come after all. From the moment
 * that the leader begins to propose a view against a node, until it knows what became of the
 * proposal, it grants that node no lease ({@link io.havenfs.quorum.lease.Liveness#condemn}).
 * Afterwards the revision named with a lease has the new view in it.
 *
 * <p><em>Pauses</em> (garbage collection, SIGSTOP) of the node are covered as it looks at the clock
 * after them; of the leader, as they only make it judge later. What is not covered: a clock that
 * stands still while the world goes on, which is what a hypervisor does to a suspended guest.
 *
 * <p><em>Lifelines</em> are faster: the end of the connection's data says that the process at the
 * other end has ended, and with it its lease. See {@code io.havenfs.quorum.lifeline}.
 */
@NullMarked
package io.havenfs.quorum.lease;

import org.jspecify.annotations.NullMarked;
