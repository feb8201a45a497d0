package io.havenfs.engine.client.open;

import io.havenfs.engine.client.Eviction;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.lock.Conflict;
import io.havenfs.engine.client.lock.FileLocks;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Byte-range locks of lock-owners (RFC 8881 §9.1 to §9.6, §18.10 to §18.12). */
public final class Locking {
  private final StateStore store;
  private final FileLocks locks;
  private final Eviction eviction;

  /** Holders kept in {@code store}, ranges in {@code locks}. */
  public Locking(StateStore store, FileLocks locks, Eviction eviction) {
    this.store = store;
    this.locks = locks;
    this.eviction = eviction;
  }

  /**
   * Locks for a lock-owner that (as far as its client knows) has no lock stateid on the file yet.
   * Throws OPEN_MODE when the open does not allow the kind of lock.
   */
  public LockOutcome lockUnderOpen(
      Transaction tx,
      long clientId,
      Stateid openStateid,
      Owner owner,
      LockRange range,
      long fileId) {
    State.Open open = StateChecks.open(tx, clientId, openStateid, fileId);
    requireMode(open, range);
    StateKey known = holderOf(tx, clientId, owner, fileId);
    int self = known == null ? 0 : known.counter();
    LockOutcome.@Nullable Denied denied = denied(tx, fileId, self, range);
    if (denied != null) {
      return denied;
    }
    if (known != null) {
      return relock(tx, known, range);
    }
    locks.requireRoom(tx, fileId);
    State.LockHolder holder = new State.LockHolder(clientId, owner, 1, openStateid.counter());
    StateKey key = store.add(tx, fileId, holder);
    locks.lock(tx, fileId, key.counter(), range);
    return new LockOutcome.Granted(key.at(1));
  }

  /** Locks for an owner that has not opened the file, as hosts without leases do. */
  public LockOutcome lockUnopened(
      Transaction tx, long clientId, Owner owner, LockRange range, long fileId) {
    StateKey known = holderOf(tx, clientId, owner, fileId);
    int self = known == null ? 0 : known.counter();
    LockOutcome.@Nullable Denied denied = denied(tx, fileId, self, range);
    if (denied != null) {
      return denied;
    }
    if (known != null) {
      return relock(tx, known, range);
    }
    locks.requireRoom(tx, fileId);
    StateKey key = store.add(tx, fileId, new State.LockHolder(clientId, owner, 1, 0));
    locks.lock(tx, fileId, key.counter(), range);
    return new LockOutcome.Granted(key.at(1));
  }

  /** Unlocks what of {@code area} an owner has that has not opened the file. */
  public void unlockUnopened(
      Transaction tx, long clientId, Owner owner, LockRange area, long fileId) {
    StateKey known = holderOf(tx, clientId, owner, fileId);
    if (known == null) {
      return;
    }
    locks.unlock(tx, fileId, known.counter(), area);
    if (!locks.holds(tx, fileId, known.counter())) {
      store.remove(tx, known, holder(tx, fileId, known.counter()));
    }
  }

  /** What an owner has locked that has not opened the file. */
  public List<LockRange> heldUnopened(View view, long clientId, Owner owner, long fileId) {
    StateKey known = holderOf(view, clientId, owner, fileId);
    return known == null ? List.of() : locks.held(view, fileId, known.counter());
  }

  /** Locks more, or anew, under a lock stateid. */
  public LockOutcome lock(
      Transaction tx, long clientId, Stateid stateid, LockRange range, long fileId) {
    State.LockHolder holder = StateChecks.holder(tx, clientId, stateid, fileId);
    requireMode(StateChecks.openOf(tx, stateid, holder), range);
    LockOutcome.@Nullable Denied denied = denied(tx, fileId, stateid.counter(), range);
    return denied != null ? denied : relock(tx, stateid.key(), range);
  }

  /** Unlocks what of {@code area} the holder has; returns the current stateid. */
  public Stateid unlock(
      Transaction tx, long clientId, Stateid stateid, LockRange area, long fileId) {
    State.LockHolder next = StateChecks.holder(tx, clientId, stateid, fileId).next();
    locks.unlock(tx, fileId, stateid.counter(), area);
    store.replace(tx, stateid.key(), next);
    return stateid.key().at(next.sequence());
  }

  /**
   * What would stand against a lock (LOCKT). Locks of clients that have been silent for longer than
   * their lease do not count. On any view: a holder that goes meanwhile does not count either.
   */
  public Optional<LockOutcome.Denied> test(
      View view, long clientId, Owner owner, LockRange range, long fileId) {
    State[] blocker = new State[1];
    return locks
        .conflict(
            view,
            fileId,
            counter -> {
              State holder = view.get(StateTables.STATES, new StateKey(fileId, counter));
              blocker[0] = holder;
              return holder != null
                  && !(holder.clientId() == clientId && holder.owner().equals(owner))
                  && !eviction.expired(holder.clientId());
            },
            range)
        .map(
            found ->
                new LockOutcome.Denied(found.range(), blocker[0].clientId(), blocker[0].owner()));
  }

  /**
   * Forgets a lock holder without locks, or a state that was taken away (FREE_STATEID). Throws
   * LOCKS_HELD for one with locks and for an open (RFC 8881 §18.38.3).
   */
  public void free(Transaction tx, long clientId, Stateid stateid) {
    if (TakenStates.forget(tx, clientId, stateid)) {
      return;
    }
    State state = StateChecks.find(tx, clientId, stateid);
    if (state instanceof State.Open || locks.holds(tx, stateid.fileId(), stateid.counter())) {
      throw FsException.of(Status.LOCKS_HELD);
    }
    store.remove(tx, stateid.key(), state);
  }

  /**
   * Forgets a lock-owner with all its holders (RFC 7530 §16.37). Throws LOCKS_HELD when it has
   * anything locked.
   */
  public void release(Transaction tx, long clientId, Owner owner) {
    Map<StateKey, State> holders = new HashMap<>();
    for (StateKey key : store.statesOf(tx, clientId, owner)) {
      if (tx.get(StateTables.STATES, key) instanceof State.LockHolder holder) {
        if (locks.holds(tx, key.fileId(), key.counter())) {
          throw FsException.of(Status.LOCKS_HELD);
        }
        holders.put(key, holder);
      }
    }
    holders.forEach((key, holder) -> store.remove(tx, key, holder));
  }

  private LockOutcome relock(Transaction tx, StateKey key, LockRange range) {
    if (!(tx.get(StateTables.STATES, key) instanceof State.LockHolder holder)) {
      throw new IllegalStateException("no lock holder " + key);
    }
    locks.lock(tx, key.fileId(), key.counter(), range);
    State.LockHolder next = holder.next();
    store.replace(tx, key, next);
    return new LockOutcome.Granted(key.at(next.sequence()));
  }

  private static void requireMode(State.Open open, LockRange range) {
    int needed = range.exclusive() ? ShareModes.WRITE : ShareModes.READ;
    if ((open.access() & needed) == 0) {
      throw FsException.of(Status.OPEN_MODE);
    }
  }

  private LockOutcome.@Nullable Denied denied(
      Transaction tx, long fileId, int self, LockRange range) {
    while (true) {
      Optional<Conflict> conflict = locks.conflict(tx, fileId, other -> other != self, range);
      if (conflict.isEmpty()) {
        return null;
      }
      State holder = holder(tx, fileId, conflict.get().holder());
      if (!eviction.evict(tx, holder.clientId())) {
        return new LockOutcome.Denied(conflict.get().range(), holder.clientId(), holder.owner());
      }
    }
  }

  private static State holder(View view, long fileId, int counter) {
    State holder = view.get(StateTables.STATES, new StateKey(fileId, counter));
    if (holder == null) {
      throw new IllegalStateException("lock without a holder in file " + fileId);
    }
    return holder;
  }

  private static @Nullable StateKey holderOf(View view, long clientId, Owner owner, long fileId) {
    StateKey[] found = new StateKey[1];
    FileStates.scan(
        view,
        fileId,
        (key, state) -> {
          if (state instanceof State.LockHolder holder
              && holder.clientId() == clientId
              && holder.owner().equals(owner)) {
            found[0] = key;
          }
          return found[0] == null;
        });
    return found[0];
  }
}
