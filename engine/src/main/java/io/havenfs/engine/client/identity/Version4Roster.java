package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.ClientRecord;
import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Lease;
import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.host.Host;
import io.havenfs.engine.client.open.HeldStates;
import io.havenfs.engine.client.open.Stateid;
import io.havenfs.engine.client.open.TakenStates;
import io.havenfs.engine.client.owner.Contact;
import io.havenfs.engine.client.owner.OwnerTables;
import io.havenfs.engine.client.owner.Revoked;
import io.havenfs.engine.client.roster.HeldLock;
import io.havenfs.engine.client.roster.ListedClient;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * NFSv4's clients as operators see them. How a client learns that an operator took something from
 * it (RFC 7530 §9.8, RFC 8881 §8.5): over sessions by SEQ4_STATUS_ADMIN_STATE_REVOKED, and
 * ADMIN_REVOKED for each stateid, until it has freed it; in version 4.0, by ADMIN_REVOKED for its
 * stateids and, when it lost everything, EXPIRED for its client id.
 */
final class Version4Roster implements Roster {
  private static final String PREFIX = "v4-";

  private final HeldStates held;
  private final Departure departure;
  private final Leases leases;
  private final ClientLimits limits;
  private final Time time;

  Version4Roster(
      HeldStates held, Departure departure, Leases leases, ClientLimits limits, Time time) {
    this.held = held;
    this.departure = departure;
    this.leases = leases;
    this.limits = limits;
    this.time = time;
  }

  private static String name(long clientId) {
    return PREFIX + Long.toHexString(clientId);
  }

  private static boolean isOne(long clientId) {
    return !Host.isHost(clientId);
  }

  @Override
  public List<ListedClient> clients(View view) {
    Map<Long, HeldStates.Count> counts = held.counts(view);
    return Departure.all(view).stream()
        .map(
            client -> listed(view, client, counts.getOrDefault(client.id(), HeldStates.Count.NONE)))
        .toList();
  }

  private ListedClient listed(View view, ClientRecord client, HeldStates.Count count) {
    Contact contact = view.get(OwnerTables.CONTACTS, client.id());
    Lease lease = leases.of(client.id());
    Lease.Heard heard = lease.heard();
    String version = contact != null ? "4.0" : heard == null ? "4" : "4." + heard.minorVersion();
    Duration silent = Duration.ofNanos(Math.max(0, lease.idle(time.nanoTime())));
    return new ListedClient(
        name(client.id()),
        version,
        client.owner().text(),
        heard == null ? "" : heard.address().text(),
        List.of(),
        count.opens(),
        count.locks(),
        silent,
        state(client, silent));
  }

  private String state(ClientRecord client, Duration silent) {
    if (!client.confirmed()) {
      return "unconfirmed";
    }
    if (silent.compareTo(limits.lease()) > 0) {
      return "silent";
    }
    return client.reclaim().needed() ? "reclaiming" : "active";
  }

  @Override
  public List<HeldLock> locks(View view) {
    return held.locks(view, Version4Roster::isOne, Version4Roster::name);
  }

  @Override
  public boolean evict(Transaction tx, String client) {
    ClientRecord record = find(tx, client);
    if (record == null) {
      return false;
    }
    long id = record.id();
    boolean sessions = tx.get(OwnerTables.CONTACTS, id) == null;
    int count = held.stateCount(tx, id);
    if (sessions && !departure.expired(id) && TakenStates.hasRoom(tx, id, count)) {
      held.takeAll(tx, id, taken(tx));
    } else {
      departure.remove(tx, record, Revoked.Cause.OPERATOR);
    }
    tx.require(Durability.DISK);
    return true;
  }

  @Override
  public int breakLocks(Transaction tx, long fileId, Predicate<String> whose) {
    int count = held.breakLocks(tx, fileId, id -> isOne(id) && whose.test(name(id)), taken(tx));
    tx.require(Durability.DISK);
    return count;
  }

  private static HeldStates.Taken taken(Transaction tx) {
    return (clientId, stateid) -> note(tx, clientId, stateid);
  }

  private static void note(Transaction tx, long clientId, Stateid stateid) {
    if (tx.get(OwnerTables.CONTACTS, clientId) != null) {
      Revoked.add(tx, stateid.fileId(), stateid.counter(), Revoked.Cause.OPERATOR);
    } else {
      TakenStates.add(tx, clientId, stateid);
    }
  }

  private static @Nullable ClientRecord find(View view, String client) {
    if (!client.startsWith(PREFIX)) {
      return null;
    }
    try {
      long id = Long.parseUnsignedLong(client.substring(PREFIX.length()), 16);
      return view.get(ClientTables.CLIENTS, id);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
