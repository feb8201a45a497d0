package io.havenfs.engine.client.host;

import io.havenfs.engine.client.open.StateStore;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The hosts and the service's own NSM state. Stateless: all is rows. Changes on the sequencer, what
 * takes a view on any thread.
 */
public final class Hosts {
  private static final long ROW = 0;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final StateStore states;
  private final int maxHosts;

  /** Hosts whose states are in {@code states}; at most so many. */
  public Hosts(StateStore states, int maxHosts) {
    this.states = states;
    this.maxHosts = maxHosts;
  }

  /** The host with this id. */
  public static Optional<Host> find(View view, long id) {
    return Optional.ofNullable(view.get(HostTables.HOSTS, id));
  }

  /** The host that is known by {@code key}. */
  public static Optional<Host> find(View view, HostKey key) {
    Long id = view.get(HostTables.NAMES, key);
    return id == null ? Optional.empty() : find(view, id);
  }

  /** All hosts, in the order in which they came. */
  public static List<Host> all(View view) {
    List<Host> hosts = new ArrayList<>();
    view.scan(HostTables.HOSTS, Long.MIN_VALUE, (id, host) -> hosts.add(host));
    return hosts;
  }

  /** The hosts at an address. */
  public static List<Host> at(View view, ClientAddress address) {
    List<Long> ids = new ArrayList<>();
    view.scan(
        HostTables.NAMES,
        HostKey.first(address),
        (key, id) -> key.address().equals(address) && ids.add(id));
    return ids.stream().map(id -> find(view, id)).flatMap(Optional::stream).toList();
  }

  /** Whether any host may still reclaim. */
  public static boolean pending(View view) {
    return !matching(view, Host::mayReclaim).isEmpty();
  }

  /** The hosts that have to be told of the last loss of state. */
  public static List<Host> toNotify(View view) {
    return matching(view, Host::mayReclaim);
  }

  /** The service's NSM state, if it ever needed one. */
  public static Optional<MonitorState> monitorState(View view) {
    return Optional.ofNullable(view.get(HostTables.MONITOR, ROW));
  }

  /** The same from one loss of state to the next; another one after each. */
  public static int generation(View view) {
    return monitorState(view).map(MonitorState::generation).orElse(0);
  }

  /** The service's NSM state; made when it is asked for first. */
  public MonitorState monitorState(Transaction tx) {
    MonitorState known = tx.get(HostTables.MONITOR, ROW);
    if (known != null) {
      return known;
    }
    MonitorState first = MonitorState.first(tx.now() / NANOS_PER_SECOND);
    tx.put(HostTables.MONITOR, ROW, first);
    tx.require(Durability.DISK);
    return first;
  }

  /** All hosts were told of the current state number. */
  public void notified(Transaction tx, int number) {
    MonitorState now = monitorState(tx);
    if (now.roundsLeft() > 0 && now.number() == number) {
      tx.put(HostTables.MONITOR, ROW, now.notified());
      tx.require(Durability.DISK);
    }
  }

  /**
   * The host known by {@code key}, which is made or brought up to date. One whose state number has
   * grown has restarted, even if nobody heard it say so: what it had is freed. Throws RESOURCE when
   * there are too many.
   */
  public Host introduce(
      Transaction tx, HostKey key, ClientAddress service, int state, boolean monitored) {
    Optional<Host> known = find(tx, key);
    if (known.isPresent()) {
      if (known.get().hasRestarted(state)) {
        free(tx, known.get());
      }
      Host seen = known.get().seen(service, state, monitored);
      if (!seen.equals(known.get())) {
        put(tx, seen);
      }
      return seen;
    }
    makeRoom(tx);
    Host host = new Host(Long.MIN_VALUE + tx.newId(), key, service, state, monitored, false);
    tx.put(HostTables.NAMES, key, host.id());
    put(tx, host);
    var _ = monitorState(tx);
    return host;
  }

  /**
   * A host says that it has restarted (SM_NOTIFY): what it had is freed, unless it was seen with
   * this state number before (or may have been: a notice can be late). It goes by its own address
   * and the name it says; as hosts do not always call themselves the same there, a name counts up
   * to its first dot, and whatever it is when only one host is known at the address.
   */
  public void restarted(Transaction tx, HostKey key, int state) {
    List<Host> there = at(tx, key.address());
    for (Host host : there) {
      boolean meant = there.size() == 1 || label(host.key().name()).equals(label(key.name()));
      if (meant && host.isNews(state)) {
        free(tx, host);
        put(tx, host.withState(state));
      }
    }
  }

  private static String label(String name) {
    int dot = name.indexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
  }

  /** Frees what the host holds and waits for; it stays known. */
  public void free(Transaction tx, Host host) {
    states.removeAll(tx, host.id());
    LockWaits.removeAll(tx, host.id());
    tx.require(Durability.DISK);
  }

  /** Frees everything and forgets the host. */
  public void remove(Transaction tx, Host host) {
    free(tx, host);
    tx.delete(HostTables.HOSTS, host.id());
    tx.delete(HostTables.NAMES, host.key());
  }

  /** State was lost: nobody has anything any more; who is monitored may reclaim. */
  public void lose(Transaction tx) {
    List<Host> all = all(tx);
    for (Host host : all) {
      LockWaits.removeAll(tx, host.id());
      states.removeAll(tx, host.id());
      put(tx, host.withMayReclaim(host.monitored()));
    }
    if (!all.isEmpty()) {
      tx.put(HostTables.MONITOR, ROW, monitorState(tx).lost());
      tx.require(Durability.DISK);
    }
  }

  /** Nobody may reclaim any more. */
  public void endGrace(Transaction tx) {
    for (Host host : matching(tx, Host::mayReclaim)) {
      put(tx, host.withMayReclaim(false));
    }
  }

  private static void put(Transaction tx, Host host) {
    tx.put(HostTables.HOSTS, host.id(), host);
    tx.require(Durability.DISK);
  }

  /** The one that has nothing and came first goes. */
  private void makeRoom(Transaction tx) {
    List<Host> all = all(tx);
    if (all.size() < maxHosts) {
      return;
    }
    Host idle =
        all.stream()
            .filter(host -> !host.mayReclaim() && !states.any(tx, host.id()))
            .findFirst()
            .orElseThrow(() -> FsException.of(Status.RESOURCE));
    remove(tx, idle);
  }

  private static List<Host> matching(View view, Predicate<Host> which) {
    return all(view).stream().filter(which).toList();
  }
}
