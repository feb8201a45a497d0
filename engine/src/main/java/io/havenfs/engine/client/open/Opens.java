package io.havenfs.engine.client.open;

import io.havenfs.engine.client.Eviction;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens, with share reservations (RFC 8881 §9.7 to §9.10). All on the sequencer. Access and deny
 * modes are bits of {@link ShareModes}.
 */
public final class Opens {
  private final StateStore store;
  private final Eviction eviction;

  /** Opens kept in {@code store}; clients gone silent make room through {@code eviction}. */
  public Opens(StateStore store, Eviction eviction) {
    this.store = store;
    this.eviction = eviction;
  }

  /** Throws RESOURCE when the client holds as much as it may. */
  public void requireRoom(Transaction tx, long clientId) {
    store.requireRoom(tx, clientId);
  }

  /**
   * Throws SHARE_DENIED when another owner's open stands against this one. A client that has been
   * silent for longer than its lease loses everything instead; with it, the file may go if it has
   * no name any more, so look again whether it is there.
   */
  public void check(Transaction tx, long clientId, Owner owner, long fileId, int access, int deny) {
    long blocker = blocker(tx, clientId, owner, fileId, access, deny);
    while (blocker != 0) {
      if (!eviction.evict(tx, blocker)) {
        throw FsException.of(Status.SHARE_DENIED);
      }
      blocker = blocker(tx, clientId, owner, fileId, access, deny);
    }
  }

  /**
   * Opens a file for an owner, once {@link #check} has passed: makes a state, or adds the modes to
   * the one that the owner has on the file. Returns the current stateid. What is reclaimed gets a
   * new stateid: clients expect the sequence of the first open after a loss to be 1, and wait for
   * the missing ones otherwise.
   */
  public Stateid open(
      Transaction tx, long clientId, Owner owner, long fileId, int access, int deny) {
    int modes = ShareModes.of(access, deny);
    StateKey own = own(tx, clientId, owner, fileId);
    if (own == null) {
      return store.add(tx, fileId, new State.Open(clientId, owner, 1, modes, false)).at(1);
    }
    State.Open open = existing(tx, own);
    if (open.lost()) {
      State.Open reclaimed = new State.Open(clientId, owner, 1, modes, false);
      return store.reclaim(tx, own, open, reclaimed).at(1);
    }
    State.Open next = open.next(open.modes() | modes);
    store.replace(tx, own, next);
    return own.at(next.sequence());
  }

  /**
   * Gives up modes (OPEN_DOWNGRADE). Throws INVALID unless the wanted ones are the union of some of
   * the owner's opens (RFC 8881 §18.18.3).
   */
  public Stateid downgrade(
      Transaction tx, long clientId, Stateid stateid, long fileId, int access, int deny) {
    State.Open open = StateChecks.open(tx, clientId, stateid, fileId);
    int kept = ShareModes.within(open.modes(), access, deny);
    if (kept == 0 || ShareModes.access(kept) != access || ShareModes.deny(kept) != deny) {
      throw FsException.of(Status.INVALID);
    }
    State.Open next = open.next(kept);
    store.replace(tx, stateid.key(), next);
    return stateid.key().at(next.sequence());
  }

  /** Closes the file for the owner, with all locks that were made under the open. */
  public void close(Transaction tx, long clientId, Stateid stateid, long fileId) {
    State.Open open = StateChecks.open(tx, clientId, stateid, fileId);
    store.remove(tx, stateid.key(), open);
    TakenStates.closed(tx, clientId, fileId);
  }

  /** OPEN_CONFIRM (RFC 7530 §16.18): the open gets its next stateid, which is returned. */
  public Stateid confirm(Transaction tx, long clientId, Stateid stateid, long fileId) {
    State.Open open = StateChecks.open(tx, clientId, stateid, fileId);
    State.Open next = open.next(open.modes());
    store.replace(tx, stateid.key(), next);
    return stateid.key().at(next.sequence());
  }

  /** Takes back what an open-owner has opened and not confirmed (RFC 7530 §16.18.5). */
  public void cancel(Transaction tx, long clientId, Owner owner) {
    for (StateKey key : store.statesOf(tx, clientId, owner)) {
      if (tx.get(StateTables.STATES, key) instanceof State.Open open) {
        store.remove(tx, key, open);
      }
    }
  }

  /** The owners of what the client holds. */
  public Set<Owner> owners(View view, long clientId) {
    return store.owners(view, clientId);
  }

  /** Takes modes back that an owner without stateids asked for in {@link #open}. */
  public void unshare(
      Transaction tx, long clientId, Owner owner, long fileId, int access, int deny) {
    StateKey own = own(tx, clientId, owner, fileId);
    if (own == null) {
      return;
    }
    State.Open open = existing(tx, own);
    int kept = open.modes() & ~ShareModes.of(access, deny);
    if (kept == 0) {
      store.remove(tx, own, open);
    } else {
      store.replace(tx, own, open.next(kept));
    }
  }

  private static State.Open existing(View view, StateKey key) {
    if (view.get(StateTables.STATES, key) instanceof State.Open open) {
      return open;
    }
    throw new IllegalStateException("no open " + key);
  }

  private static @Nullable StateKey own(View view, long clientId, Owner owner, long fileId) {
    StateKey[] found = new StateKey[1];
    FileStates.scan(
        view,
        fileId,
        (key, state) -> {
          if (isOpenOf(state, clientId, owner)) {
            found[0] = key;
          }
          return found[0] == null;
        });
    return found[0];
  }

  /** A client that has an open which stands against the wanted one; 0 if none. */
  private static long blocker(
      View view, long clientId, Owner owner, long fileId, int access, int deny) {
    long[] found = new long[1];
    FileStates.scan(
        view,
        fileId,
        (key, state) -> {
          if (state instanceof State.Open open
              && !open.lost()
              && ((open.deny() & access) != 0 || (open.access() & deny) != 0)
              && !isOpenOf(open, clientId, owner)) {
            found[0] = open.clientId();
          }
          return found[0] == 0;
        });
    return found[0];
  }

  private static boolean isOpenOf(State state, long clientId, Owner owner) {
    return state instanceof State.Open open
        && open.clientId() == clientId
        && open.owner().equals(owner);
  }
}
