package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.ClientRecord;
import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Eviction;
import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.OwnerRecord;
import io.havenfs.engine.client.host.Host;
import io.havenfs.engine.client.open.StateStore;
import io.havenfs.engine.client.open.Stateid;
import io.havenfs.engine.client.open.TakenStates;
import io.havenfs.engine.client.owner.Introduction;
import io.havenfs.engine.client.owner.OwnerSequences;
import io.havenfs.engine.client.owner.OwnerTables;
import io.havenfs.engine.client.owner.Revoked;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.host.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How clients go, with everything they have. A client whose lease has run out is left alone (a
 * courtesy: it may only be cut off) until somebody wants what it holds, until its room is needed,
 * or until it has been silent for very long. On the sequencer, but for {@link #due}.
 *
 * <p>That a client lost its state to somebody else is on disk before anybody profits from it, so
 * that after a crash it is not taken for one that may reclaim (RFC 8881 §8.4.3).
 */
public final class Departure implements Eviction {
  private final StateStore states;
  private final Sessions sessions;
  private final OwnerSequences owners;
  private final Leases leases;
  private final ClientLimits limits;
  private final Time time;

  Departure(
      StateStore states,
      Sessions sessions,
      OwnerSequences owners,
      Leases leases,
      ClientLimits limits,
      Time time) {
    this.states = states;
    this.sessions = sessions;
    this.owners = owners;
    this.leases = leases;
    this.limits = limits;
    this.time = time;
  }

  @Override
  public boolean expired(long clientId) {
    return !Host.isHost(clientId) && leases.expired(clientId, time.nanoTime());
  }

  @Override
  public boolean evict(Transaction tx, long clientId) {
    if (!expired(clientId)) {
      return false;
    }
    ClientRecord client = tx.get(ClientTables.CLIENTS, clientId);
    if (client != null) {
      remove(tx, client);
    } else {
      states.removeAll(tx, clientId);
    }
    tx.require(Durability.DISK);
    return true;
  }

  /** Removes a client with its sessions, opens and locks. */
  void remove(Transaction tx, ClientRecord client) {
    remove(tx, client, Revoked.Cause.LEASE);
  }

  /** The same; a client of version 4.0 is told the cause when it asks for what it had. */
  void remove(Transaction tx, ClientRecord client, Revoked.Cause cause) {
    boolean introduced = tx.get(OwnerTables.CONTACTS, client.id()) != null;
    if (introduced) {
      revoke(tx, client.id(), cause);
    }
    states.removeAll(tx, client.id());
    TakenStates.forgetAll(tx, client.id());
    sessions.destroyAll(tx, client.id());
    tx.delete(ClientTables.CLIENTS, client.id());
    if (introduced) {
      owners.forgetAll(tx, client.id());
      tx.delete(OwnerTables.CONTACTS, client.id());
      tx.delete(OwnerTables.INTRODUCTIONS, client.id());
      forgetName(tx, OwnerTables.NAMES, client);
    } else {
      forgetName(tx, ClientTables.OWNERS, client);
    }
  }

  /** Remembers that what the client had was taken from it. */
  private void revoke(Transaction tx, long clientId, Revoked.Cause cause) {
    List<Stateid> held = states.stateids(tx, clientId);
    if (!held.isEmpty()) {
      held.forEach(stateid -> Revoked.add(tx, stateid.fileId(), stateid.counter(), cause));
      Revoked.add(tx, clientId);
    }
  }

  private static void forgetName(
      Transaction tx, Table<Owner, OwnerRecord> names, ClientRecord client) {
    OwnerRecord ids = Objects.requireNonNullElse(tx.get(names, client.owner()), OwnerRecord.NONE);
    OwnerRecord left =
        new OwnerRecord(
            ids.confirmed() == client.id() ? 0 : ids.confirmed(),
            ids.unconfirmed() == client.id() ? 0 : ids.unconfirmed());
    name(tx, names, client.owner(), left);
  }

  /** These clients, or none, go by the name from now on. */
  static void name(
      Transaction tx, Table<Owner, OwnerRecord> names, Owner owner, OwnerRecord clients) {
    if (clients.equals(OwnerRecord.NONE)) {
      tx.delete(names, owner);
    } else {
      tx.put(names, owner, clients);
    }
  }

  /** Whether there is room for one client more; if need be the one silent for longest goes. */
  boolean makeRoom(Transaction tx, long now) {
    List<ClientRecord> all = all(tx);
    if (all.size() < limits.clients()) {
      return true;
    }
    ClientRecord oldest = null;
    for (ClientRecord client : all) {
      if (leases.expired(client.id(), now)
          && (oldest == null || idle(client, now) > idle(oldest, now))) {
        oldest = client;
      }
    }
    if (oldest == null) {
      return false;
    }
    remove(tx, oldest);
    tx.require(Durability.DISK);
    return true;
  }

  /** Whether {@link #sweep} would find anything, as any view shows it. Any thread. */
  boolean due(View view, long now) {
    return all(view).stream().anyMatch(client -> isOver(client, now))
        || !expiredIntroductions(view, now).isEmpty();
  }

  /** Removes unconfirmed clients after a lease, and confirmed ones when courtesy ends. */
  void sweep(Transaction tx, long now) {
    expiredIntroductions(tx, now).forEach(gone -> Introductions.forget(tx, gone));
    for (ClientRecord client : all(tx)) {
      if (isOver(client, now)) {
        remove(tx, client);
        tx.require(Durability.DISK);
      }
    }
  }

  /** Introductions of clients that were not heard of for a lease. */
  List<Introduction> expiredIntroductions(View view, long now) {
    List<Introduction> expired = new ArrayList<>();
    view.scan(
        OwnerTables.INTRODUCTIONS,
        0L,
        (id, introduction) -> !leases.expired(id, now) || expired.add(introduction));
    return expired;
  }

  private boolean isOver(ClientRecord client, long now) {
    return client.confirmed()
        ? idle(client, now) > limits.courtesy().toNanos()
        : leases.expired(client.id(), now);
  }

  private long idle(ClientRecord client, long now) {
    return leases.of(client.id()).idle(now);
  }

  static List<ClientRecord> all(View view) {
    List<ClientRecord> clients = new ArrayList<>();
    view.scan(ClientTables.CLIENTS, 0L, (id, client) -> clients.add(client));
    return clients;
  }
}
