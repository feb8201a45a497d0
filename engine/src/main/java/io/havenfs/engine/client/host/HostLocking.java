package io.havenfs.engine.client.host;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.lock.FileLocks;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.engine.client.open.Locking;
import io.havenfs.engine.client.open.Opens;
import io.havenfs.engine.client.open.UnusedFiles;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Locks and share reservations of hosts. Changes on the sequencer; {@link #test} on any thread.
 *
 * <p>A lock that cannot be had is waited for if the host wants that: a row. When bytes of a file in
 * which somebody waits are unlocked, whoever {@linkplain #onFreed listens} is told and asks for
 * {@link #grant} when the one who waits can be reached. So a host that cannot be called is passed
 * over; its row stays, and it gets the lock when it can be called again, or asks again.
 */
public final class HostLocking {
  private final Opens opens;
  private final Locking locking;
  private final LockWaits waits;
  private final UnusedFiles files;
  private final BooleanSupplier grace;
  private volatile LongConsumer freed = fileId -> {};

  /**
   * On the states of {@code opens} and {@code locking}, which keeps its ranges in {@code locks}.
   *
   * @param grace whether only reclaims are served
   */
  public HostLocking(
      Opens opens, Locking locking, FileLocks locks, UnusedFiles files, BooleanSupplier grace) {
    this.opens = opens;
    this.locking = locking;
    this.waits = new LockWaits(locking);
    this.files = files;
    this.grace = grace;
    locks.onFreed(this::freed);
  }

  /**
   * Tells {@code listener}, on the sequencer, of files in which somebody waits for what is free.
   */
  public void onFreed(LongConsumer listener) {
    freed = listener;
  }

  private void freed(View view, long fileId) {
    if (LockWaits.any(view, fileId)) {
      freed.accept(fileId);
    }
  }

  /**
   * What an owner wants.
   *
   * @param host whose owner it is
   * @param fileId of which file
   */
  public record Wanted(Host host, Owner owner, long fileId, LockRange range) {}

  /** What would stand against a lock. */
  public Optional<LockOutcome.Denied> test(View view, Wanted wanted) {
    return locking.test(view, wanted.host().id(), wanted.owner(), wanted.range(), wanted.fileId());
  }

  /** Whether requests that reclaim nothing have to wait. */
  public boolean inGrace() {
    return grace.getAsBoolean();
  }

  /**
   * Locks.
   *
   * @param reclaim whether the owner had this lock before state was lost
   * @param callback how the host is called when it can have the lock; empty if it does not wait.
   *     Throws RESOURCE when too many wait
   */
  public LockAnswer lock(
      Transaction tx, Wanted wanted, boolean reclaim, Optional<LockWait.Callback> callback) {
    if (!admits(wanted.host(), reclaim)) {
      return LockAnswer.GRACE;
    }
    LockOutcome outcome =
        locking.lockUnopened(
            tx, wanted.host().id(), wanted.owner(), wanted.range(), wanted.fileId());
    if (outcome instanceof LockOutcome.Granted) {
      var _ = waits.remove(tx, wanted, wait -> wait.range().equals(wanted.range()));
      return LockAnswer.GRANTED;
    }
    if (callback.isEmpty()) {
      return LockAnswer.DENIED;
    }
    return waits.add(tx, wanted, callback.get()) ? LockAnswer.BLOCKED : LockAnswer.DEADLOCK;
  }

  private boolean admits(Host host, boolean reclaim) {
    return reclaim ? inGrace() && host.mayReclaim() : !inGrace();
  }

  /** Unlocks, and ends waiting for what lies in the range. */
  public void unlock(Transaction tx, Wanted area) {
    var _ = waits.remove(tx, area, wait -> wait.range().overlaps(area.range()));
    locking.unlockUnopened(tx, area.host().id(), area.owner(), area.range(), area.fileId());
  }

  /**
   * Ends waiting for a lock. If it was granted meanwhile the owner has again what it had before,
   * whatever it answered when it was told: hosts cancel what they were just given. Returns whether
   * there was anything to end.
   */
  public boolean cancel(Transaction tx, Wanted wanted) {
    List<LockWait> ended = waits.remove(tx, wanted, wait -> wait.range().equals(wanted.range()));
    ended.stream().filter(wait -> !wait.waits()).forEach(wait -> undo(tx, wanted.fileId(), wait));
    return !ended.isEmpty();
  }

  /** What it had before may be somebody else's now, if an operator has taken the lock away. */
  private void undo(Transaction tx, long fileId, LockWait wait) {
    locking.unlockUnopened(tx, wait.hostId(), wait.owner(), wait.range(), fileId);
    for (LockRange had : wait.before()) {
      var _ = locking.lockUnopened(tx, wait.hostId(), wait.owner(), had, fileId);
    }
  }

  /**
   * Locks for one who waits, if that is possible now. Returns the wait if it is granted, so that
   * the host is told; empty also when there is no such wait any more. Waiting for a file that is
   * gone ends: the host learns of it when it asks again.
   */
  public Optional<LockWait> grant(Transaction tx, LockWaitKey key) {
    LockWait wait = tx.get(HostTables.WAITS, key);
    if (wait == null || inGrace()) {
      return Optional.empty();
    }
    if (!wait.waits()) {
      return Optional.of(wait).filter(LockWait::granted);
    }
    if (!files.exists(tx, key.fileId())) {
      LockWaits.delete(tx, key, wait);
      return Optional.empty();
    }
    List<LockRange> had =
        locking.heldUnopened(tx, wait.hostId(), wait.owner(), key.fileId()).stream()
            .flatMap(range -> range.within(wait.range()).stream())
            .toList();
    LockOutcome outcome =
        locking.lockUnopened(tx, wait.hostId(), wait.owner(), wait.range(), key.fileId());
    if (!(outcome instanceof LockOutcome.Granted)) {
      return Optional.empty();
    }
    LockWait granted = wait.grant(had);
    LockWaits.put(tx, key, granted);
    return Optional.of(granted);
  }

  /** The host has taken note of a granted lock, or says that it has no use for it any more. */
  public void told(Transaction tx, LockWaitKey key) {
    LockWait wait = tx.get(HostTables.WAITS, key);
    if (wait != null && wait.granted()) {
      LockWaits.put(tx, key, wait.told());
    }
  }

  /** The host does not want a granted lock and never did take note of it. */
  public void declined(Transaction tx, LockWaitKey key) {
    LockWait wait = tx.get(HostTables.WAITS, key);
    if (wait != null && wait.granted()) {
      LockWaits.delete(tx, key, wait);
      undo(tx, key.fileId(), wait);
    }
  }

  /** Reserves a file; modes are bits of {@link io.havenfs.engine.client.open.ShareModes}. */
  public LockAnswer share(
      Transaction tx, Host host, Owner owner, long fileId, Modes modes, boolean reclaim) {
    if (!admits(host, reclaim)) {
      return LockAnswer.GRACE;
    }
    try {
      opens.check(tx, host.id(), owner, fileId, modes.access(), modes.deny());
    } catch (FsException e) {
      if (e.status() == Status.SHARE_DENIED) {
        return LockAnswer.DENIED;
      }
      throw e;
    }
    var _ = opens.open(tx, host.id(), owner, fileId, modes.access(), modes.deny());
    return LockAnswer.GRANTED;
  }

  /** Takes a reservation back. */
  public void unshare(Transaction tx, Host host, Owner owner, long fileId, Modes modes) {
    opens.unshare(tx, host.id(), owner, fileId, modes.access(), modes.deny());
  }

  /** What a share reservation wants for its owner, and denies others. */
  public record Modes(int access, int deny) {}
}
