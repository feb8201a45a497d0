package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.ClientLimits;
import io.havenfs.engine.client.ClientRecord;
import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.OwnerRecord;
import io.havenfs.engine.client.Reclaim;
import io.havenfs.engine.client.open.StateStore;
import io.havenfs.engine.client.owner.Callback;
import io.havenfs.engine.client.owner.Contact;
import io.havenfs.engine.client.owner.Introduction;
import io.havenfs.engine.client.owner.OwnerTables;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How clients of version 4.0 make themselves known (RFC 7530 §16.33 and §16.34). All changes on the
 * sequencer. {@code now} is the monotonic time, in nanoseconds.
 */
public final class Introductions {
  private final StateStore states;
  private final Leases leases;
  private final Departure departure;
  private final Grace grace;
  private final ClientLimits limits;

  Introductions(
      StateStore states, Leases leases, Departure departure, Grace grace, ClientLimits limits) {
    this.states = states;
    this.leases = leases;
    this.departure = departure;
    this.grace = grace;
    this.limits = limits;
  }

  /** What a client says of itself. */
  public record Request(Owner owner, long verifier, Bytes principal, Callback callback) {}

  /** Whether the client id is that of a confirmed client of version 4.0 that need not come anew. */
  public static boolean isCurrent(View view, long clientId) {
    Contact contact = view.get(OwnerTables.CONTACTS, clientId);
    return contact != null && !contact.stale();
  }

  /** SETCLIENTID. */
  public Introduced introduce(Transaction tx, Request request, long now) {
    OwnerRecord ids = ids(tx, request.owner());
    ClientRecord old = tx.get(ClientTables.CLIENTS, ids.confirmed());
    switch (IntroductionCase.of(known(tx, old, request, now))) {
      case IN_USE -> {
        Contact contact = tx.get(OwnerTables.CONTACTS, ids.confirmed());
        return new Introduced.InUse(Objects.requireNonNull(contact).callback());
      }
      case TAKE_OVER -> departure.remove(tx, Objects.requireNonNull(old));
      case UPDATE -> {
        return note(tx, request, ids.confirmed(), now);
      }
      case RESTART, NEW -> {}
    }
    return hasRoom(tx, ids, now) ? note(tx, request, tx.newId(), now) : new Introduced.TooMany();
  }

  /** SETCLIENTID_CONFIRM; empty when done. */
  public Optional<Refusal> confirm(
      Transaction tx, long clientId, long confirm, Bytes principal, long now) {
    Introduction waiting = tx.get(OwnerTables.INTRODUCTIONS, clientId);
    Contact contact = tx.get(OwnerTables.CONTACTS, clientId);
    ClientRecord client = tx.get(ClientTables.CLIENTS, clientId);
    if (waiting != null && waiting.confirm() == confirm) {
      if (!waiting.principal().equals(principal)) {
        return Optional.of(Refusal.CLIENT_ID_IN_USE);
      }
      accept(tx, waiting, client);
    } else if (contact == null || client == null || contact.confirm() != confirm) {
      return Optional.of(Refusal.STALE_CLIENT_ID);
    } else if (!client.principal().equals(principal)) {
      return Optional.of(Refusal.CLIENT_ID_IN_USE);
    }
    leases.of(clientId).renew(now);
    return Optional.empty();
  }

  /** An introduction will not be confirmed any more. */
  static void forget(Transaction tx, Introduction gone) {
    tx.delete(OwnerTables.INTRODUCTIONS, gone.clientId());
    OwnerRecord left = ids(tx, gone.owner()).withUnconfirmed(0);
    Departure.name(tx, OwnerTables.NAMES, gone.owner(), left);
  }

  private IntroductionCase.Known known(
      View view, @Nullable ClientRecord old, Request request, long now) {
    if (old == null) {
      return new IntroductionCase.Known(false, false, false, false);
    }
    return new IntroductionCase.Known(
        true,
        old.verifier() == request.verifier(),
        old.principal().equals(request.principal()),
        states.any(view, old.id()) && !leases.expired(old.id(), now));
  }

  private boolean hasRoom(Transaction tx, OwnerRecord ids, long now) {
    if (!departure.makeRoom(tx, now)) {
      return false;
    }
    int[] waiting = new int[1];
    tx.scan(OwnerTables.INTRODUCTIONS, 0L, (id, introduction) -> ++waiting[0] > 0);
    if (ids.unconfirmed() != 0 || waiting[0] < limits.clients()) {
      return true;
    }
    List<Introduction> expired = departure.expiredIntroductions(tx, now);
    expired.forEach(gone -> forget(tx, gone));
    return !expired.isEmpty();
  }

  private Introduced note(Transaction tx, Request request, long clientId, long now) {
    Introduction earlier =
        tx.get(OwnerTables.INTRODUCTIONS, ids(tx, request.owner()).unconfirmed());
    if (earlier != null) {
      forget(tx, earlier);
    }
    Introduction introduction =
        new Introduction(
            clientId,
            request.owner(),
            request.verifier(),
            request.principal(),
            tx.random() | 1, // never 0, which clients take for none
            request.callback());
    tx.put(OwnerTables.INTRODUCTIONS, clientId, introduction);
    tx.put(OwnerTables.NAMES, request.owner(), ids(tx, request.owner()).withUnconfirmed(clientId));
    leases.of(clientId).renew(now);
    return new Introduced.Known(introduction);
  }

  private void accept(Transaction tx, Introduction introduction, @Nullable ClientRecord client) {
    long id = introduction.clientId();
    ClientRecord earlier = tx.get(ClientTables.CLIENTS, ids(tx, introduction.owner()).confirmed());
    if (earlier != null && earlier.id() != id) {
      departure.remove(tx, earlier);
    }
    ClientRecord record =
        client != null
            ? client
            : new ClientRecord(
                id,
                introduction.owner(),
                introduction.verifier(),
                introduction.principal(),
                true,
                Reclaim.COMPLETE);
    tx.put(ClientTables.CLIENTS, id, back(tx, record));
    tx.put(
        OwnerTables.CONTACTS,
        id,
        new Contact(introduction.confirm(), introduction.callback(), false));
    tx.delete(OwnerTables.INTRODUCTIONS, id);
    tx.put(OwnerTables.NAMES, introduction.owner(), new OwnerRecord(id, 0));
    tx.require(Durability.DISK);
  }

  /** A client that comes when nothing can be reclaimed (any more) has nothing to reclaim. */
  private ClientRecord back(Transaction tx, ClientRecord client) {
    if (grace.active() && client.reclaim() == Reclaim.ALLOWED) {
      return client;
    }
    if (client.reclaim() != Reclaim.COMPLETE) {
      states.removeLost(tx, client.id());
    }
    return client.withReclaim(Reclaim.COMPLETE);
  }

  private static OwnerRecord ids(View view, Owner owner) {
    return Objects.requireNonNullElse(view.get(OwnerTables.NAMES, owner), OwnerRecord.NONE);
  }
}
