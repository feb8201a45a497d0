package io.havenfs.engine.client.open;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.lock.FileLocks;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts and removes states so that the tables stay of one mind: a state is listed under its client,
 * a lock holder goes with its open, ranges go with their holder, and a file whose last state goes
 * is reported. On the sequencer; {@link #any} on any thread.
 */
public final class StateStore {
  private final FileLocks locks;
  private final UnusedFiles files;
  private final int maxPerClient;
  // How many states each client has, counted when first asked for. Not a row: it follows from rows.
  private final Map<Long, Integer> counts = new HashMap<>();

  /** A store that reports to {@code files} and allows a client {@code maxPerClient} states. */
  public StateStore(FileLocks locks, UnusedFiles files, int maxPerClient) {
    this.locks = locks;
    this.files = files;
    this.maxPerClient = maxPerClient;
  }

  /** Whether the client holds anything. */
  public boolean any(View view, long clientId) {
    boolean[] found = new boolean[1];
    view.scan(
        StateTables.CLIENT_STATES,
        new ClientStateKey(clientId, 0, 0),
        (key, none) -> {
          found[0] = key.clientId() == clientId;
          return false;
        });
    return found[0];
  }

  /** The stateids, at no particular sequence, of what the client holds. */
  public List<Stateid> stateids(View view, long clientId) {
    return statesOf(view, clientId).stream().map(key -> key.state().at(0)).toList();
  }

  /** Removes everything that the client holds. */
  public void removeAll(Transaction tx, long clientId) {
    for (ClientStateKey key : statesOf(tx, clientId)) {
      State state = tx.get(StateTables.STATES, key.state());
      if (state != null) { // else it went with its open
        remove(tx, key.state(), state);
      }
    }
    counts.remove(clientId);
  }

  /**
   * After a loss of state: opens that are left stay, marked, for their owners to reclaim. Ranges
   * go, since whether they were still held is not known; their holders stay, so that a client which
   * does not know of the loss yet learns it from its session and not from a bad stateid.
   */
  public void markLost(Transaction tx) {
    Map<StateKey, State> all = new HashMap<>();
    tx.scan(StateTables.STATES, new StateKey(0, 0), (key, state) -> all.put(key, state) == null);
    locks.releaseAll(tx);
    all.forEach(
        (key, state) -> {
          if (state instanceof State.Open open) {
            tx.put(StateTables.STATES, key, open.markLost());
          }
        });
  }

  /** Removes the opens of the client that it has not reclaimed. */
  public void removeLost(Transaction tx, long clientId) {
    for (ClientStateKey key : statesOf(tx, clientId)) {
      State state = tx.get(StateTables.STATES, key.state());
      if (state instanceof State.Open open && open.lost()) {
        remove(tx, key.state(), open);
      }
    }
  }

  /** The owners of what the client holds. */
  public Set<Owner> owners(View view, long clientId) {
    Set<Owner> owners = new HashSet<>();
    for (ClientStateKey key : statesOf(view, clientId)) {
      State state = view.get(StateTables.STATES, key.state());
      if (state != null) {
        owners.add(state.owner());
      }
    }
    return owners;
  }

  /** The states of the client that one of its owners has. */
  List<StateKey> statesOf(View view, long clientId, Owner owner) {
    return statesOf(view, clientId).stream()
        .map(ClientStateKey::state)
        .filter(
            key -> {
              State state = view.get(StateTables.STATES, key);
              return state != null && state.owner().equals(owner);
            })
        .toList();
  }

  /** Throws RESOURCE when the client holds as much as it may. */
  void requireRoom(View view, long clientId) {
    if (count(view, clientId) >= maxPerClient) {
      throw FsException.of(Status.RESOURCE);
    }
  }

  /** Adds a state under a number that was never used and returns its key. */
  StateKey add(Transaction tx, long fileId, State state) {
    requireRoom(tx, state.clientId());
    int count = count(tx, state.clientId());
    StateKey key = new StateKey(fileId, unusedCounter(tx, fileId));
    tx.put(StateTables.STATES, key, state);
    tx.put(StateTables.CLIENT_STATES, indexKey(key, state), Bytes.EMPTY);
    counts.put(state.clientId(), count + 1);
    return key;
  }

  /** Sets a state that is there already. */
  void replace(Transaction tx, StateKey key, State state) {
    tx.put(StateTables.STATES, key, state);
  }

  /** Puts a reclaimed open, under a number of its own, in the place of the lost one. */
  StateKey reclaim(Transaction tx, StateKey lost, State.Open old, State.Open reclaimed) {
    removeHoldersUnder(tx, lost);
    delete(tx, lost, old);
    return add(tx, lost.fileId(), reclaimed);
  }

  /** The states that go when this one does: itself, and the lock holders under an open. */
  static List<Stateid> withDependents(View view, StateKey key, State state) {
    List<Stateid> all = new ArrayList<>(List.of(key.at(0)));
    if (state instanceof State.Open) {
      holdersUnder(view, key).keySet().forEach(holder -> all.add(holder.at(0)));
    }
    return all;
  }

  /** Removes a state and what depends on it. */
  void remove(Transaction tx, StateKey key, State state) {
    switch (state) {
      case State.Open open -> {
        removeHoldersUnder(tx, key);
        delete(tx, key, open);
      }
      case State.LockHolder holder -> {
        locks.release(tx, key.fileId(), key.counter());
        delete(tx, key, holder);
      }
    }
    if (!FileStates.any(tx, key.fileId())) {
      files.lastClose(tx, key.fileId());
    }
  }

  private static Map<StateKey, State> holdersUnder(View view, StateKey open) {
    Map<StateKey, State> holders = new HashMap<>();
    FileStates.scan(
        view,
        open.fileId(),
        (key, state) -> {
          if (state instanceof State.LockHolder holder && holder.open() == open.counter()) {
            holders.put(key, holder);
          }
          return true;
        });
    return holders;
  }

  private void removeHoldersUnder(Transaction tx, StateKey open) {
    holdersUnder(tx, open)
        .forEach(
            (key, holder) -> {
              locks.release(tx, key.fileId(), key.counter());
              delete(tx, key, holder);
            });
  }

  private void delete(Transaction tx, StateKey key, State state) {
    int count = count(tx, state.clientId());
    tx.delete(StateTables.STATES, key);
    tx.delete(StateTables.CLIENT_STATES, indexKey(key, state));
    counts.put(state.clientId(), count - 1);
  }

  private static int unusedCounter(Transaction tx, long fileId) {
    while (true) {
      int counter = (int) tx.newId();
      if (counter != 0 && tx.get(StateTables.STATES, new StateKey(fileId, counter)) == null) {
        return counter;
      }
    }
  }

  private int count(View view, long clientId) {
    Integer known = counts.get(clientId);
    return known != null ? known : statesOf(view, clientId).size();
  }

  private static List<ClientStateKey> statesOf(View view, long clientId) {
    List<ClientStateKey> keys = new ArrayList<>();
    view.scan(
        StateTables.CLIENT_STATES,
        new ClientStateKey(clientId, 0, 0),
        (key, none) -> key.clientId() == clientId && keys.add(key));
    return keys;
  }

  private static ClientStateKey indexKey(StateKey key, State state) {
    return new ClientStateKey(state.clientId(), key.fileId(), key.counter());
  }
}
