package io.havenfs.engine.client.owner;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Status;
import io.havenfs.engine.table.View;
import io.havenfs.engine.tx.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The last numbered request of each owner. Stateless; changes on the sequencer. */
public final class OwnerSequences {
  private static final Owner FIRST = new Owner(new byte[0]);

  private final int maxPerClient;

  /** At most {@code maxPerClient} owners of one client are known. */
  public OwnerSequences(int maxPerClient) {
    this.maxPerClient = maxPerClient;
  }

  /** The owner's last request; null if it has made none. */
  public @Nullable OwnerSequence last(View view, OwnerKey owner) {
    return view.get(OwnerTables.SEQUENCES, owner);
  }

  /**
   * Throws RESOURCE when the client has as many owners as it may, all {@code inUse}, and {@code
   * owner} would be one more. Those not in use are forgotten then.
   */
  public void requireRoom(Transaction tx, OwnerKey owner, Supplier<Set<Owner>> inUse) {
    if (last(tx, owner) != null) {
      return;
    }
    List<OwnerKey> known = of(tx, owner.clientId());
    if (known.size() < maxPerClient) {
      return;
    }
    Set<Owner> busy = inUse.get();
    List<OwnerKey> idle = known.stream().filter(each -> !busy.contains(each.owner())).toList();
    if (idle.isEmpty()) {
      throw FsException.of(Status.RESOURCE);
    }
    idle.forEach(each -> forget(tx, each));
  }

  /** Remembers a request. What the owner's one before it closed is forgotten. */
  public void remember(Transaction tx, OwnerKey owner, OwnerSequence request) {
    forgetClosed(tx, owner);
    tx.put(OwnerTables.SEQUENCES, owner, request);
    if (request.closed() != 0) {
      tx.put(OwnerTables.CLOSED, new ClosedKey(request.fileId(), request.closed()), owner);
    }
  }

  /** Whose a state was that its owner's last request closed; null if it is none. */
  public @Nullable OwnerKey closer(View view, long fileId, int counter) {
    return view.get(OwnerTables.CLOSED, new ClosedKey(fileId, counter));
  }

  /** Forgets an owner. */
  public void forget(Transaction tx, OwnerKey owner) {
    forgetClosed(tx, owner);
    tx.delete(OwnerTables.SEQUENCES, owner);
  }

  /** Forgets all owners of a client. */
  public void forgetAll(Transaction tx, long clientId) {
    of(tx, clientId).forEach(owner -> forget(tx, owner));
  }

  private static void forgetClosed(Transaction tx, OwnerKey owner) {
    OwnerSequence last = tx.get(OwnerTables.SEQUENCES, owner);
    if (last != null && last.closed() != 0) {
      tx.delete(OwnerTables.CLOSED, new ClosedKey(last.fileId(), last.closed()));
    }
  }

  private static List<OwnerKey> of(View view, long clientId) {
    List<OwnerKey> owners = new ArrayList<>();
    view.scan(
        OwnerTables.SEQUENCES,
        new OwnerKey(clientId, false, FIRST),
        (owner, last) -> owner.clientId() == clientId && owners.add(owner));
    return owners;
  }
}
