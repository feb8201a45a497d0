/**
 * The quorum on Apache Ratis; the only package that imports it.
 *
 * <p>Ratis puts commands in one order on a majority's disks, elects leaders and changes members.
 * Everything else is ours: {@link io.havenfs.quorum.raft.ControlMachine} applies the commands by
 * the pure state machine; {@link io.havenfs.quorum.raft.LeaderDuty} is what a leader does for
 * leases; {@link io.havenfs.quorum.raft.LeaseKeeper} is what every node does to have one; {@link
 * io.havenfs.quorum.raft.MembershipKeeper} makes Ratis's members those of the control state. Voters
 * are Ratis's servers, other nodes its listeners: they have the state too.
 *
 * <p><b>Why heartbeats are no reads of Ratis's.</b> A linearizable read would be what a heartbeat
 * needs: it is answered by a leader whom a majority has confirmed. But Ratis 3.3 confirms nothing
 * when the commit index has not moved since the last confirmation ({@code
 * ReadIndexHeartbeats.addAppendEntriesListener}), and lets a read join a confirmation that began
 * before it. So a leader that was deposed while it was paused may answer from the past; as a
 * cluster at rest commits nothing, that is the usual case. Heartbeats are confirmed by rounds of
 * our own ({@link io.havenfs.quorum.raft.Confirmations}), asked by means of Ratis's "stale read",
 * which any member answers.
 *
 * <p><b>Threads.</b> One loop thread for time, one that calls listeners; Ratis's own call in from
 * theirs.
 */
@NullMarked
package io.havenfs.quorum.raft;

import org.jspecify.annotations.NullMarked;
