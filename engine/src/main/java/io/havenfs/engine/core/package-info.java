/**
 * The serving replica: decides changes, logs them, applies what is committed, recovers after a
 * crash.
 *
 * <p><b>Turns.</b> One thread, the sequencer, owns everything that changes. A turn takes the
 * waiting {@link io.havenfs.engine.tx.Change}s, decides each against {@link
 * io.havenfs.engine.core.Overlay overlay} + committed state into an {@link
 * io.havenfs.engine.core.LogEntry}, and hands all of them to the operating system in one write.
 * Entries become committed in the order of their sequence numbers: an entry that asks for the disk
 * waits for a sync of the log (one sync commits all that was written before it), one that asks for
 * memory only waits for those before it. Then it is applied (rows to the tables, changes to the
 * data files), and only then does its reply leave.
 *
 * <p><b>Readers</b> on other threads see committed rows only, so a reply to them never depends on
 * anything that a crash could undo.
 *
 * <p><b>Checkpoints.</b> The tables write no log of their own; after a crash, every entry after the
 * last checkpoint is replayed. A checkpoint at {@code sn} means: data files hold everything that
 * entries up to {@code sn} did to them, and so do the tables. Rows may be ahead of it (replaying a
 * row again is harmless, since later entries follow); data files may be ahead of it, too, which is
 * why {@link io.havenfs.engine.core.ReplayHazards} makes the payload of certain writes travel in
 * the log.
 *
 * <p><b>What was lost?</b> Written is not synced: a process that is killed loses nothing that it
 * wrote, a machine that goes down may. {@link io.havenfs.engine.core.RunRecord} tells the two apart
 * by the kernel's boot id. Only in the second case does the write verifier change and client state
 * need the protocols' grace period.
 */
@NullMarked
package io.havenfs.engine.core;

import org.jspecify.annotations.NullMarked;
