package io.havenfs.node.clients;

import io.havenfs.engine.Engine;
import io.havenfs.engine.client.roster.HeldLock;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.PathFinder;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.exports.ExportPath;
import io.havenfs.nfs.service.ExportRoots;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The clients of one service that is served here. What is shown is committed; what is taken is
 * taken by a change like any other, and done when that is committed: on every copy. Thread-safe;
 * blocks.
 */
public final class ClientDesk {
  private final Engine engine;
  private final FileSystem files;
  private final List<Roster> rosters;

  /** Asks {@code rosters} and has {@code engine} decide. */
  public ClientDesk(Engine engine, FileSystem files, List<Roster> rosters) {
    this.engine = engine;
    this.files = files;
    this.rosters = List.copyOf(rosters);
  }

  /** All clients, by address and name. */
  List<ClientReport> clients(String service) {
    View view = engine.committed();
    return rosters.stream()
        .flatMap(roster -> roster.clients(view).stream())
        .map(client -> ClientReport.of(service, client))
        .sorted(
            Comparator.comparing(ClientReport::address)
                .thenComparing(ClientReport::version)
                .thenComparing(ClientReport::client))
        .toList();
  }

  /** All locks and share reservations, or those in the file {@code path}, if that is not empty. */
  List<LockReport> locks(String service, String path) throws IOException {
    View view = engine.committed();
    OptionalLong file = path.isEmpty() ? OptionalLong.empty() : OptionalLong.of(file(path));
    List<HeldLock> locks =
        rosters.stream()
            .flatMap(roster -> roster.locks(view).stream())
            .filter(lock -> file.isEmpty() || lock.fileId() == file.getAsLong())
            .toList();
    Map<Long, String> paths = file.isPresent() ? Map.of(file.getAsLong(), path) : paths(locks);
    return locks.stream()
        .map(lock -> LockReport.of(service, paths.getOrDefault(lock.fileId(), ""), lock))
        .sorted(Comparator.comparing(LockReport::path).thenComparing(LockReport::fileId))
        .toList();
  }

  private Map<Long, String> paths(List<HeldLock> locks) {
    Set<Long> wanted = locks.stream().map(HeldLock::fileId).collect(Collectors.toSet());
    return new PathFinder(engine.committed(), PathFinder.MAX_ENTRIES).find(wanted);
  }

  private long file(String path) throws IOException {
    try {
      return ExportRoots.follow(files, engine.committed(), ExportPath.of(path)).id();
    } catch (IllegalArgumentException unusable) {
      throw new IOException("'" + path + "' is not a path from the root of the service", unusable);
    } catch (FsException e) {
      throw new IOException("there is no " + path + " (" + e.status() + ")", e);
    }
  }

  /** Takes everything from a client. */
  void evict(String client) throws IOException {
    boolean found = decide(tx -> rosters.stream().anyMatch(roster -> roster.evict(tx, client)));
    if (!found) {
      throw new IOException("there is no client " + client);
    }
  }

  /** Takes locks and reservations in a file from a client, or from all if that is empty. */
  int breakLocks(String path, String client) throws IOException {
    long file = file(path);
    Predicate<String> whose = client.isEmpty() ? any -> true : client::equals;
    int count =
        decide(tx -> rosters.stream().mapToInt(each -> each.breakLocks(tx, file, whose)).sum());
    if (count == 0) {
      String who = client.isEmpty() ? "nobody" : "client " + client + " does not";
      throw new IOException(
          who + (client.isEmpty() ? " holds a lock in " : " hold a lock in ") + path);
    }
    return count;
  }

  private <T> T decide(Decision.Maker<T> maker) throws IOException {
    Decision<T> decision = new Decision<>(maker);
    engine.submit(decision);
    return decision.await();
  }
}
