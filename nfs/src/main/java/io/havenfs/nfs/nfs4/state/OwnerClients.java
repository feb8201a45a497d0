package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Leases;
import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.identity.Grace;
import io.havenfs.engine.client.identity.Introductions;
import io.havenfs.engine.client.open.State;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.client.owner.OwnerKey;
import io.havenfs.engine.client.owner.OwnerSequence;
import io.havenfs.engine.client.owner.OwnerSequences;
import io.havenfs.engine.client.owner.Revoked;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.table.View;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;

/**
 * Whose a client id or a stateid of version 4.0 is; whoever names one of its own is alive, so its
 * lease is renewed (RFC 7530 section 9.5). Thread-safe.
 */
final class OwnerClients {
  private final OwnerSequences owners;
  private final Leases leases;
  private final Grace grace;
  private final FileSystem files;
  private final Time time;

  OwnerClients(ClientService service, FileSystem files, Time time) {
    this.files = files;
    this.owners = service.owners();
    this.leases = service.leases();
    this.grace = service.grace();
    this.time = time;
  }

  /** Throws STALE_CLIENTID unless the client is known, EXPIRED if it was and lost what it held. */
  void require(Compound compound, long clientId) {
    View view = compound.view();
    if (!Introductions.isCurrent(view, clientId)) {
      boolean revoked = Revoked.contains(view, clientId);
      throw Nfs4Exception.of(
          revoked ? Nfs4Status.NFS4ERR_EXPIRED : Nfs4Status.NFS4ERR_STALE_CLIENTID);
    }
    leases.of(clientId).renew(time.nanoTime(), () -> Principals.heard(compound));
  }

  /**
   * The state that a stateid names. Throws EXPIRED or ADMIN_REVOKED when it was taken away,
   * STALE_STATEID when state was lost since, and BAD_STATEID when there is none.
   */
  State state(Compound compound, Stateid stateid) {
    View view = compound.view();
    State state = stateid.isSpecial() ? null : StateChecks.named(view, Stateids.toEngine(stateid));
    if (state == null) {
      requireNotTaken(view, stateid);
      // While clients reclaim, what is not known is what was lost. And no file goes while it is
      // open: the stateid of one that is not there is older than the state that there is.
      boolean lost = !stateid.isSpecial() && (grace.active() || !exists(view, stateid.high()));
      throw Nfs4Exception.of(
          lost ? Nfs4Status.NFS4ERR_STALE_STATEID : Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    if (!Introductions.isCurrent(view, state.clientId())) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_STALE_STATEID);
    }
    leases.of(state.clientId()).renew(time.nanoTime(), () -> Principals.heard(compound));
    return state;
  }

  private static void requireNotTaken(View view, Stateid stateid) {
    Revoked.Cause cause = Revoked.cause(view, stateid.high(), stateid.low());
    if (cause != null) {
      boolean byOperator = cause == Revoked.Cause.OPERATOR;
      throw Nfs4Exception.of(
          byOperator ? Nfs4Status.NFS4ERR_ADMIN_REVOKED : Nfs4Status.NFS4ERR_EXPIRED);
    }
  }

  private boolean exists(View view, long fileId) {
    try {
      files.inode(view, fileId);
      return true;
    } catch (FsException gone) {
      return false;
    }
  }

  /** Throws BAD_STATEID when the state is an open that its owner has yet to confirm. */
  void requireConfirmed(View view, State state) {
    if (state instanceof State.Open open) {
      OwnerSequence last = owners.last(view, new OwnerKey(open.clientId(), false, open.owner()));
      if (last == null || !last.confirmed()) {
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
      }
    }
  }
}
