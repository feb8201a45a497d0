package io.havenfs.engine.client.host;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.engine.client.open.Locking;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of those who wait. Stateless; on the sequencer, but for what takes a view. */
public final class LockWaits {
  /** How many locks a host may wait for, or hold for which it has waited. */
  public static final int MAX_WAITS_PER_HOST = 10_000;

  private final Locking locking;

  LockWaits(Locking locking) {
    this.locking = locking;
  }

  /** All waits, by file and age. */
  public static Map<LockWaitKey, LockWait> all(View view) {
    Map<LockWaitKey, LockWait> all = new LinkedHashMap<>();
    view.scan(HostTables.WAITS, new LockWaitKey(0, 0), (key, wait) -> all.put(key, wait) == null);
    return all;
  }

  /** The waits in one file, by age. */
  public static Map<LockWaitKey, LockWait> in(View view, long fileId) {
    Map<LockWaitKey, LockWait> found = new LinkedHashMap<>();
    view.scan(
        HostTables.WAITS,
        new LockWaitKey(fileId, 0),
        (key, wait) -> key.fileId() == fileId && found.put(key, wait) == null);
    return found;
  }

  /** The wait with this key, if it is there still. */
  public static Optional<LockWait> find(View view, LockWaitKey key) {
    return Optional.ofNullable(view.get(HostTables.WAITS, key));
  }

  static boolean any(View view, long fileId) {
    boolean[] found = new boolean[1];
    view.scan(
        HostTables.WAITS,
        new LockWaitKey(fileId, 0),
        (key, wait) -> {
          found[0] = key.fileId() == fileId;
          return false;
        });
    return found[0];
  }

  /** The waits of a host, by file and age. */
  static Map<LockWaitKey, LockWait> of(View view, long hostId) {
    List<LockWaitKey> keys = new ArrayList<>();
    view.scan(
        HostTables.WAITS_BY_HOST,
        HostWaitKey.first(hostId),
        (key, nothing) -> key.hostId() == hostId && keys.add(key.key()));
    Map<LockWaitKey, LockWait> found = new LinkedHashMap<>();
    keys.forEach(key -> find(view, key).ifPresent(wait -> found.put(key, wait)));
    return found;
  }

  static void put(Transaction tx, LockWaitKey key, LockWait wait) {
    tx.put(HostTables.WAITS, key, wait);
    tx.put(HostTables.WAITS_BY_HOST, new HostWaitKey(wait.hostId(), key), 0L);
  }

  static void delete(Transaction tx, LockWaitKey key, LockWait wait) {
    tx.delete(HostTables.WAITS, key);
    tx.delete(HostTables.WAITS_BY_HOST, new HostWaitKey(wait.hostId(), key));
  }

  /**
   * Adds a wait unless it is there already; returns false, and adds none, if it would never end.
   */
  boolean add(Transaction tx, HostLocking.Wanted wanted, LockWait.Callback callback) {
    long hostId = wanted.host().id();
    LockWait wait = LockWait.waiting(hostId, wanted.owner(), wanted.range(), callback);
    Map<LockWaitKey, LockWait> theirs = of(tx, hostId);
    for (Map.Entry<LockWaitKey, LockWait> known : theirs.entrySet()) {
      if (isSame(known, wanted)) {
        if (known.getValue().waits()) {
          return true;
        }
        delete(tx, known.getKey(), known.getValue()); // taken away since
      }
    }
    if (theirs.size() >= MAX_WAITS_PER_HOST) {
      throw FsException.of(Status.RESOURCE);
    }
    LockWaitKey key = new LockWaitKey(wanted.fileId(), tx.newId());
    if (closesCircle(tx, key, wait)) {
      return false;
    }
    put(tx, key, wait);
    return true;
  }

  private static boolean isSame(Map.Entry<LockWaitKey, LockWait> known, HostLocking.Wanted wanted) {
    LockWait wait = known.getValue();
    return known.getKey().fileId() == wanted.fileId()
        && wait.isOf(wanted.host().id(), wanted.owner())
        && wait.range().equals(wanted.range());
  }

  /** Removes those waits of the owner in the file that {@code which} names, and returns them. */
  List<LockWait> remove(Transaction tx, HostLocking.Wanted owner, Predicate<LockWait> which) {
    Map<LockWaitKey, LockWait> found = new LinkedHashMap<>();
    in(tx, owner.fileId())
        .forEach(
            (key, wait) -> {
              if (wait.isOf(owner.host().id(), owner.owner()) && which.test(wait)) {
                found.put(key, wait);
              }
            });
    found.forEach((key, wait) -> delete(tx, key, wait));
    return List.copyOf(found.values());
  }

  /** Removes all waits of a host. */
  static void removeAll(Transaction tx, long hostId) {
    of(tx, hostId).forEach((key, wait) -> delete(tx, key, wait));
  }

  /** Who can wait and be waited for. */
  private record Party(long clientId, Owner owner) {}

  /** Whether the one that {@code wait} waits for waits, over however many others, for its owner. */
  private boolean closesCircle(View view, LockWaitKey key, LockWait wait) {
    Party self = new Party(wait.hostId(), wait.owner());
    Set<Party> seen = new HashSet<>();
    Queue<Party> next = new ArrayDeque<>();
    blocker(view, key, wait).ifPresent(next::add);
    while (!next.isEmpty()) {
      Party holder = next.remove();
      if (holder.equals(self)) {
        return true;
      }
      if (seen.add(holder)) {
        of(view, holder.clientId())
            .forEach(
                (theirKey, theirs) -> {
                  if (theirs.waits() && theirs.isOf(holder.clientId(), holder.owner())) {
                    blocker(view, theirKey, theirs).ifPresent(next::add);
                  }
                });
      }
    }
    return false;
  }

  private Optional<Party> blocker(View view, LockWaitKey key, LockWait wait) {
    return locking
        .test(view, wait.hostId(), wait.owner(), wait.range(), key.fileId())
        .map((LockOutcome.Denied denied) -> new Party(denied.clientId(), denied.owner()));
  }
}
