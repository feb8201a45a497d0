package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.ClientRecord;
import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.OwnerRecord;
import io.havenfs.engine.client.Reclaim;
import io.havenfs.engine.client.open.StateStore;
import io.havenfs.engine.client.owner.OwnerTables;
import io.havenfs.engine.client.session.CreationSlot;
import io.havenfs.engine.client.session.SessionTerms;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of clients. All changes on the sequencer. {@code now} is the monotonic time, in
 * nanoseconds.
 */
public final class Clients {
  private final StateStore states;
  private final Sessions sessions;
  private final Leases leases;
  private final Departure departure;

  Clients(StateStore states, Sessions sessions, Leases leases, Departure departure) {
    this.states = states;
    this.sessions = sessions;
    this.leases = leases;
    this.departure = departure;
  }

  /** The record of a confirmed client, or null. */
  public static @Nullable ClientRecord confirmed(View view, long clientId) {
    ClientRecord client = view.get(ClientTables.CLIENTS, clientId);
    return client != null && client.confirmed() ? client : null;
  }

  /** EXCHANGE_ID (RFC 8881 §18.35). */
  public Identified exchangeId(
      Transaction tx, Owner owner, long verifier, Bytes principal, boolean update, long now) {
    OwnerRecord ids = ids(tx, owner);
    ClientRecord old = tx.get(ClientTables.CLIENTS, ids.confirmed());
    ExchangeCase.Known known = known(tx, ids, old, verifier, principal, now);
    return switch (ExchangeCase.of(update, known)) {
      case EXISTING, UPDATE -> existing(tx, old, now);
      case NEW_OWNER, REPLACE_UNCONFIRMED, RESTART -> add(tx, owner, verifier, principal, now);
      case COLLISION_IDLE -> {
        departure.remove(tx, Objects.requireNonNull(old));
        yield add(tx, owner, verifier, principal, now);
      }
      case COLLISION_BUSY -> new Identified.Refused(Refusal.CLIENT_ID_IN_USE);
      case UPDATE_MISSING -> new Identified.Refused(Refusal.NO_ENTRY);
      case UPDATE_OTHER_VERIFIER -> new Identified.Refused(Refusal.NOT_SAME);
      case UPDATE_OTHER_PRINCIPAL -> new Identified.Refused(Refusal.NOT_PERMITTED);
    };
  }

  /**
   * CREATE_SESSION (RFC 8881 §18.36.4), after the terms have been agreed. Only success moves the
   * creation slot: what is refused once is examined anew when it is sent again.
   */
  public Creation createSession(
      Transaction tx, long clientId, int sequence, Bytes principal, SessionTerms terms, long now) {
    ClientRecord client = withSessions(tx, clientId);
    if (client == null) {
      return new Creation.Refused(Refusal.STALE_CLIENT_ID);
    }
    CreationSlot slot = sessions.creationSlot(tx, clientId);
    if (sequence == slot.sequence()) {
      return slot.created()
          .<Creation>map(Creation.Created::new)
          .orElseGet(() -> new Creation.Refused(Refusal.SEQUENCE_MISORDERED));
    }
    if (sequence != slot.next()) {
      return new Creation.Refused(Refusal.SEQUENCE_MISORDERED);
    }
    if (!client.confirmed() && !client.principal().equals(principal)) {
      return new Creation.Refused(Refusal.CLIENT_ID_IN_USE);
    }
    if (!sessions.hasRoom(tx, clientId, terms)) {
      return new Creation.Refused(Refusal.TOO_MANY);
    }
    leases.of(clientId).renew(now);
    if (!client.confirmed()) {
      confirm(tx, client);
    }
    return new Creation.Created(sessions.create(tx, clientId, sequence, terms));
  }

  /** DESTROY_CLIENTID (RFC 8881 §18.50); empty when done. */
  public Optional<Refusal> destroy(Transaction tx, long clientId) {
    ClientRecord client = withSessions(tx, clientId);
    if (client == null) {
      return Optional.of(Refusal.STALE_CLIENT_ID);
    }
    if (sessions.any(tx, clientId) || states.any(tx, clientId)) {
      return Optional.of(Refusal.CLIENT_ID_BUSY);
    }
    departure.remove(tx, client);
    return Optional.empty();
  }

  /** The record of a client that is not one of version 4.0; null if there is none. */
  private static @Nullable ClientRecord withSessions(View view, long clientId) {
    boolean introduced = view.get(OwnerTables.CONTACTS, clientId) != null;
    return introduced ? null : view.get(ClientTables.CLIENTS, clientId);
  }

  private ExchangeCase.Known known(
      View view,
      OwnerRecord ids,
      @Nullable ClientRecord old,
      long verifier,
      Bytes principal,
      long now) {
    boolean unconfirmed = ids.unconfirmed() != 0;
    if (old == null) {
      return new ExchangeCase.Known(false, unconfirmed, false, false, false);
    }
    boolean holds = sessions.any(view, old.id()) || states.any(view, old.id());
    return new ExchangeCase.Known(
        true,
        unconfirmed,
        old.verifier() == verifier,
        old.principal().equals(principal),
        holds && !leases.expired(old.id(), now));
  }

  private Identified existing(View view, @Nullable ClientRecord client, long now) {
    ClientRecord known = Objects.requireNonNull(client);
    leases.of(known.id()).renew(now);
    return new Identified.Known(known, sessions.creationSlot(view, known.id()).next());
  }

  private Identified add(Transaction tx, Owner owner, long verifier, Bytes principal, long now) {
    ClientRecord replaced = tx.get(ClientTables.CLIENTS, ids(tx, owner).unconfirmed());
    if (replaced != null) {
      departure.remove(tx, replaced);
    } else if (!departure.makeRoom(tx, now)) {
      return new Identified.Refused(Refusal.TOO_MANY);
    }
    ClientRecord client =
        new ClientRecord(tx.newId(), owner, verifier, principal, false, Reclaim.NEW);
    tx.put(ClientTables.CLIENTS, client.id(), client);
    tx.put(ClientTables.OWNERS, owner, ids(tx, owner).withUnconfirmed(client.id()));
    leases.of(client.id()).renew(now);
    return new Identified.Known(client, CreationSlot.INITIAL.next());
  }

  /** The client has shown that it knows its id: what an earlier boot of it held goes now. */
  private void confirm(Transaction tx, ClientRecord client) {
    ClientRecord earlier = tx.get(ClientTables.CLIENTS, ids(tx, client.owner()).confirmed());
    if (earlier != null) {
      departure.remove(tx, earlier);
    }
    tx.put(ClientTables.CLIENTS, client.id(), client.confirm());
    tx.put(ClientTables.OWNERS, client.owner(), new OwnerRecord(client.id(), 0));
    tx.require(Durability.DISK);
  }

  private static OwnerRecord ids(View view, Owner owner) {
    return Objects.requireNonNullElse(view.get(ClientTables.OWNERS, owner), OwnerRecord.NONE);
  }
}
