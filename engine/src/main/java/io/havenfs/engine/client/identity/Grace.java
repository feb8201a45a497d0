package io.havenfs.engine.client.identity;

import io.havenfs.engine.client.ClientRecord;
import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Reclaim;
import io.havenfs.engine.client.open.StateStore;
import io.havenfs.engine.client.owner.Contact;
import io.havenfs.engine.client.owner.OwnerSequences;
import io.havenfs.engine.client.owner.OwnerTables;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The grace period (RFC 8881 §8.4.2). There is one only after state was really lost, and only while
 * a client that held some may still reclaim it; a restart in its middle goes on with it. Who may
 * reclaim is part of the clients' records, so every decision here follows from rows; {@link
 * #active} is the copy that network threads read.
 *
 * <p>Changes on the sequencer; {@link #active} and {@link #admit} on any thread.
 */
public final class Grace {
  private final StateStore states;
  private final OwnerSequences owners;
  private volatile boolean active;
  private volatile boolean reclaimPossible;

  /** A grace period that counts as active until the restart was {@linkplain #restart decided}. */
  Grace(StateStore states, OwnerSequences owners, boolean active) {
    this.states = states;
    this.owners = owners;
    this.active = active;
    this.reclaimPossible = active;
  }

  /** Whether only reclaims are allowed now. */
  public boolean active() {
    return active;
  }

  /**
   * Whether the client must be told to reclaim (SEQ4_STATUS_RESTART_RECLAIM_NEEDED). Cheap as long
   * as nothing was lost.
   */
  public boolean reclaimNeeded(View committed, long clientId) {
    if (!reclaimPossible) {
      return false;
    }
    ClientRecord client = committed.get(ClientTables.CLIENTS, clientId);
    return client != null && client.reclaim().needed();
  }

  /**
   * Throws unless the client may now open or lock: GRACE when it must wait or has not said
   * RECLAIM_COMPLETE; for a reclaim NO_GRACE when its time is over and RECLAIM_BAD when it had
   * nothing.
   */
  public void admit(View view, long clientId, boolean reclaiming) {
    ClientRecord client = Clients.confirmed(view, clientId);
    if (client == null) {
      throw FsException.of(Status.EXPIRED);
    }
    if (reclaiming) {
      admitReclaim(client);
    } else if (active || client.reclaim() != Reclaim.COMPLETE) {
      throw FsException.of(Status.GRACE);
    }
  }

  private void admitReclaim(ClientRecord client) {
    if (!active || client.reclaim() == Reclaim.COMPLETE || client.reclaim() == Reclaim.MISSED) {
      throw FsException.of(Status.NO_GRACE);
    }
    if (client.reclaim() != Reclaim.ALLOWED) {
      throw FsException.of(Status.RECLAIM_BAD);
    }
  }

  /** RECLAIM_COMPLETE (RFC 8881 §18.51); empty when done. */
  public Optional<Refusal> complete(Transaction tx, long clientId) {
    ClientRecord client = Clients.confirmed(tx, clientId);
    if (client == null) {
      return Optional.of(Refusal.STALE_CLIENT_ID);
    }
    if (client.reclaim() == Reclaim.COMPLETE) {
      return Optional.of(Refusal.COMPLETE_ALREADY);
    }
    if (client.reclaim().needed()) {
      states.removeLost(tx, clientId);
    }
    tx.put(ClientTables.CLIENTS, clientId, client.withReclaim(Reclaim.COMPLETE));
    tx.require(Durability.DISK);
    return Optional.empty();
  }

  /** The first change after a start: if state was lost, those who may have had some may reclaim. */
  void restart(Transaction tx, boolean stateLost) {
    if (!stateLost) {
      return;
    }
    states.markLost(tx);
    for (ClientRecord client : withReclaim(tx, Reclaim.COMPLETE)) {
      tx.put(ClientTables.CLIENTS, client.id(), client.withReclaim(Reclaim.ALLOWED));
    }
    makeStale(tx);
    tx.require(Durability.DISK);
  }

  /** Clients without sessions learn of the loss by their ids, which are stale now. */
  private void makeStale(Transaction tx) {
    Map<Long, Contact> contacts = new HashMap<>();
    tx.scan(OwnerTables.CONTACTS, 0L, (id, contact) -> contacts.put(id, contact) == null);
    contacts.forEach(
        (id, contact) -> {
          tx.put(OwnerTables.CONTACTS, id, contact.lost());
          owners.forgetAll(tx, id);
        });
  }

  /**
   * Nobody may reclaim any more; what was not reclaimed goes. A client without sessions never says
   * that it is through: if it came back at all, it has missed nothing.
   */
  void end(Transaction tx) {
    for (ClientRecord client : withReclaim(tx, Reclaim.ALLOWED)) {
      states.removeLost(tx, client.id());
      Contact contact = tx.get(OwnerTables.CONTACTS, client.id());
      boolean back = contact != null && !contact.stale();
      Reclaim next = back ? Reclaim.COMPLETE : Reclaim.MISSED;
      tx.put(ClientTables.CLIENTS, client.id(), client.withReclaim(next));
      tx.require(Durability.DISK);
    }
  }

  /** Whether anybody may still reclaim. */
  static boolean pending(View view) {
    return !withReclaim(view, Reclaim.ALLOWED).isEmpty();
  }

  /** {@link #end} is committed. */
  void ended() {
    active = false;
  }

  private static List<ClientRecord> withReclaim(View view, Reclaim reclaim) {
    List<ClientRecord> found = new ArrayList<>();
    view.scan(
        ClientTables.CLIENTS,
        0L,
        (id, client) -> {
          if (client.confirmed() && client.reclaim() == reclaim) {
            found.add(client);
          }
          return true;
        });
    return found;
  }
}
