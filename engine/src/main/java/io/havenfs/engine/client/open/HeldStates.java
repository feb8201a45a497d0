package io.havenfs.engine.client.open;

import io.havenfs.engine.client.lock.FileLocks;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.roster.HeldLock;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * What clients hold, for operators: shown, and taken away. Reads work on any view; changes on the
 * sequencer.
 */
public final class HeldStates {
  private final StateStore store;
  private final FileLocks locks;

  /** Those in {@code store}, with their ranges in {@code locks}. */
  public HeldStates(StateStore store, FileLocks locks) {
    this.store = store;
    this.locks = locks;
  }

  /** How much a client holds. */
  public record Count(int opens, int locks) {
    /** Nothing. */
    public static final Count NONE = new Count(0, 0);

    private Count plus(Count more) {
      return new Count(opens + more.opens, locks + more.locks);
    }
  }

  /** How much each client holds; clients that hold nothing are missing. */
  public Map<Long, Count> counts(View view) {
    Map<Long, Count> counts = new HashMap<>();
    all(
        view,
        (key, state) -> {
          Count one =
              state instanceof State.Open
                  ? new Count(1, 0)
                  : new Count(0, locks.held(view, key.fileId(), key.counter()).size());
          counts.merge(state.clientId(), one, Count::plus);
        });
    return counts;
  }

  /** The locked ranges and share reservations of clients that {@code whose} names. */
  public List<HeldLock> locks(View view, LongPredicate whose, LongFunction<String> names) {
    List<HeldLock> found = new ArrayList<>();
    all(
        view,
        (key, state) -> {
          if (whose.test(state.clientId())) {
            add(found, view, key, state, names.apply(state.clientId()));
          }
        });
    return found;
  }

  private void add(List<HeldLock> found, View view, StateKey key, State state, String client) {
    switch (state) {
      case State.Open open when open.deny() != 0 -> found.add(denial(key, open, client));
      case State.Open open -> {}
      case State.LockHolder holder ->
          locks
              .held(view, key.fileId(), key.counter())
              .forEach(range -> found.add(lock(key, holder, range, client)));
    }
  }

  private static HeldLock denial(StateKey key, State.Open open, String client) {
    HeldLock.Kind kind =
        switch (open.deny()) {
          case ShareModes.READ -> HeldLock.Kind.DENY_READ;
          case ShareModes.WRITE -> HeldLock.Kind.DENY_WRITE;
          default -> HeldLock.Kind.DENY_BOTH;
        };
    return new HeldLock(key.fileId(), client, open.owner().text(), kind, 0, LockRange.END);
  }

  private static HeldLock lock(
      StateKey key, State.LockHolder holder, LockRange range, String client) {
    HeldLock.Kind kind = range.exclusive() ? HeldLock.Kind.WRITE : HeldLock.Kind.READ;
    String owner = holder.owner().text();
    return new HeldLock(key.fileId(), client, owner, kind, range.start(), range.last());
  }

  /** A state that goes. */
  @FunctionalInterface
  public interface Taken {
    /** The client has it no more; before anything is removed. */
    void taken(long clientId, Stateid stateid);
  }

  /**
   * Takes from the clients that {@code whose} names their locks and share reservations in a file;
   * {@code taken} hears of each state that goes. Returns how many locks and reservations.
   */
  public int breakLocks(Transaction tx, long fileId, LongPredicate whose, Taken taken) {
    Map<StateKey, State> going = new HashMap<>();
    int[] count = new int[1];
    FileStates.scan(
        tx,
        fileId,
        (key, state) -> {
          int own = whose.test(state.clientId()) ? standing(tx, key, state) : 0;
          count[0] += own;
          return own == 0 || going.put(key, state) == null;
        });
    going.forEach((key, state) -> take(tx, key, taken));
    return count[0];
  }

  private int standing(View view, StateKey key, State state) {
    return switch (state) {
      case State.Open open -> open.deny() == 0 ? 0 : 1;
      case State.LockHolder holder -> locks.held(view, key.fileId(), key.counter()).size();
    };
  }

  /** Takes all from a client. */
  public void takeAll(Transaction tx, long clientId, Taken taken) {
    store.stateids(tx, clientId).forEach(stateid -> take(tx, stateid.key(), taken));
  }

  private void take(Transaction tx, StateKey key, Taken taken) {
    State state = tx.get(StateTables.STATES, key);
    if (state != null) { // else it went with its open
      StateStore.withDependents(tx, key, state)
          .forEach(stateid -> taken.taken(state.clientId(), stateid));
      store.remove(tx, key, state);
    }
  }

  /** How many states a client holds. */
  public int stateCount(View view, long clientId) {
    return store.stateids(view, clientId).size();
  }

  private static void all(View view, BiConsumer<StateKey, State> visitor) {
    view.scan(
        StateTables.STATES,
        new StateKey(0, 0),
        (key, state) -> {
          visitor.accept(key, state);
          return true;
        });
  }
}
