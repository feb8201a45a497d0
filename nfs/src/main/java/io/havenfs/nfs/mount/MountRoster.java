package io.havenfs.nfs.mount;

import io.havenfs.engine.client.roster.HeldLock;
import io.havenfs.engine.client.roster.ListedClient;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.service.Sightings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The clients of NFSv3 or NFSv2: the addresses that called lately or said that they have something
 * mounted. They hold nothing (locks are the lock manager's); to evict one is to forget it.
 * Thread-safe.
 */
final class MountRoster implements Roster {
  private final String version;
  private final String prefix;
  private final int mountVersion;
  private final MountList mounts;
  private final Sightings sightings;

  MountRoster(String version, int mountVersion, MountList mounts, Sightings sightings) {
    this.version = version;
    this.prefix = "v" + version + "-";
    this.mountVersion = mountVersion;
    this.mounts = mounts;
    this.sightings = sightings;
  }

  @Override
  public List<ListedClient> clients(View view) {
    Map<InetAddress, Duration> seen = new HashMap<>(sightings.recent());
    own().forEach(mount -> seen.putIfAbsent(mount.client(), Duration.ZERO));
    return seen.keySet().stream().map(client -> listed(client, seen)).toList();
  }

  private ListedClient listed(InetAddress client, Map<InetAddress, Duration> seen) {
    String address = client.getHostAddress();
    return new ListedClient(
        prefix + address,
        version,
        "",
        address,
        paths(client),
        0,
        0,
        seen.getOrDefault(client, Duration.ZERO),
        sightings.recent().containsKey(client) ? "seen" : "mounted");
  }

  private Stream<MountList.Mount> own() {
    return mounts.all().stream().filter(mount -> mount.version() == mountVersion);
  }

  private List<String> paths(InetAddress client) {
    return own()
        .filter(mount -> mount.client().equals(client))
        .map(mount -> mount.path().toString())
        .sorted()
        .toList();
  }

  @Override
  public List<HeldLock> locks(View view) {
    return List.of();
  }

  @Override
  public boolean evict(Transaction tx, String client) {
    Set<InetAddress> known = new HashSet<>(sightings.recent().keySet());
    own().forEach(mount -> known.add(mount.client()));
    List<InetAddress> found =
        known.stream().filter(each -> client.equals(prefix + each.getHostAddress())).toList();
    for (InetAddress each : found) {
      mounts.removeAll(each);
      var _ = sightings.forget(each);
    }
    return !found.isEmpty();
  }

  @Override
  public int breakLocks(Transaction tx, long fileId, Predicate<String> whose) {
    return 0;
  }
}
