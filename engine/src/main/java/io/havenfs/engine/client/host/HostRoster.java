package io.havenfs.engine.client.host;

import io.havenfs.engine.client.open.HeldStates;
import io.havenfs.engine.client.roster.HeldLock;
import io.havenfs.engine.client.roster.ListedClient;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Hosts as operators see them. NLM has no words for a lock that was taken away: a host is not told,
 * and learns it when it unlocks what it has no more, which succeeds.
 */
public final class HostRoster implements Roster {
  private static final String PREFIX = "nlm-";

  private final Hosts hosts;
  private final HeldStates held;

  /** Those of {@code hosts}, with what they hold. */
  public HostRoster(Hosts hosts, HeldStates held) {
    this.hosts = hosts;
    this.held = held;
  }

  private static String name(long hostId) {
    return PREFIX + Long.toHexString(hostId - Long.MIN_VALUE);
  }

  @Override
  public List<ListedClient> clients(View view) {
    Map<Long, HeldStates.Count> counts = held.counts(view);
    return Hosts.all(view).stream()
        .map(host -> listed(host, counts.getOrDefault(host.id(), HeldStates.Count.NONE)))
        .toList();
  }

  private static ListedClient listed(Host host, HeldStates.Count count) {
    return new ListedClient(
        name(host.id()),
        "nlm",
        host.key().name(),
        host.key().address().text(),
        List.of(),
        count.opens(),
        count.locks(),
        Duration.ZERO,
        host.mayReclaim() ? "reclaiming" : host.monitored() ? "monitored" : "unmonitored");
  }

  @Override
  public List<HeldLock> locks(View view) {
    return held.locks(view, Host::isHost, HostRoster::name);
  }

  @Override
  public boolean evict(Transaction tx, String client) {
    List<Host> found =
        Hosts.all(tx).stream().filter(host -> name(host.id()).equals(client)).toList();
    found.forEach(host -> hosts.remove(tx, host));
    return !found.isEmpty();
  }

  @Override
  public int breakLocks(Transaction tx, long fileId, Predicate<String> whose) {
    int count =
        held.breakLocks(
            tx, fileId, id -> Host.isHost(id) && whose.test(name(id)), (hostId, stateid) -> {});
    tx.require(Durability.DISK);
    return count;
  }
}
