/**
 * Several copies of one service: what others see of a copy, how it is told its part, and what it
 * tells of itself.
 *
 * <p>Nodes are named by strings. Who leads is decided elsewhere, by a quorum; a copy is told
 * ({@link io.havenfs.replication.ReplicaControl}), and asks for changes of the in-sync set through
 * {@link io.havenfs.replication.ViewProposals}.
 *
 * <h2>The protocol</h2>
 *
 * <p>The primary of an epoch dials every other copy and says {@code Hello}. The secondary refuses
 * an epoch older than the newest it heard of, which it keeps on disk; otherwise it answers with its
 * {@code Tail}: the last entry it knows to be committed, with its epoch, and the epochs of those
 * behind it. Two entries of one epoch and number are the same, and so are all before them, so the
 * primary finds the last one that both have:
 *
 * <ul>
 *   <li>{@code Resume}: the secondary cuts what it has behind that entry, none of which was ever
 *       committed, and gets what follows out of the primary's log, without file data that is not in
 *       the log. When it has reached the end, {@code Live}: from then on each entry is sent, with
 *       all its data, when it is appended, before the primary syncs its own log.
 *   <li>{@code Load}, {@code Rows}, {@code Missing}, {@code Loaded}: the log does not reach back
 *       that far, or the histories differ. The secondary gets the tables of one instant, and is
 *       told what changed in data files since it left (the primary's scoreboard knows), or that it
 *       has to fetch all of them.
 * </ul>
 *
 * <p>File data that a secondary lacks is a set of blocks; it asks for them ({@code Fetch}, {@code
 * Data}), at its own pace, while entries go on being applied. An entry's data is missing once,
 * however many entries touched it.
 *
 * <p>{@code Ack} says how far a secondary has entries in its operating system's memory, and how far
 * on stable storage. An entry is committed when every copy that counts has it as its durability
 * asks. Only then it is applied, answered, and told as committed ({@code Commit}, or with the next
 * entry). A COMMIT of a client's is {@code Flush}: each copy syncs the data files as they are after
 * the entries committed so far, and says {@code Flushed}.
 *
 * <h2>Who counts</h2>
 *
 * <p>The in-sync copies of the view, and from before its addition is proposed one that has caught
 * up; so every view's in-sync copies have all committed entries. A copy that owes an
 * acknowledgement for too long, whose connection breaks, or that turns out to miss something, is
 * proposed for removal; until that is decided nothing is committed.
 *
 * <h2>What is lost when</h2>
 *
 * <p>A copy that is not whole (entries whose data it lacks, tables half loaded, a restart of its
 * machine that may have lost what was not synced) knows it, durably, until another copy has made up
 * for it or it had to lead in spite of it. In the second case the write verifier changes, which has
 * clients send again what they have not committed; and the others fetch what the leading copy has.
 */
@NullMarked
package io.havenfs.replication;

import org.jspecify.annotations.NullMarked;
