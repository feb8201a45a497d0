package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.Grace;
import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.State;
import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Status;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;

/**
 * Judges the stateids of I/O against the client's opens. In a grace period I/O without an open has
 * to wait: an open that denies it may yet be reclaimed (RFC 8881 section 8.4.2.1). So has a client
 * whose stateid was lost: told that it is bad it would give the open up instead of reclaiming it.
 */
final class SessionStateids implements IoStateids {
  private final Grace grace;
  private final OwnerClients clients;

  SessionStateids(Grace grace, OwnerClients clients) {
    this.grace = grace;
    this.clients = clients;
  }

  @Override
  public boolean mayRead(Compound compound, Stateid stateid, Inode file) {
    return check(compound, stateid, file, ShareModes.READ);
  }

  @Override
  public boolean mayWrite(Compound compound, Stateid stateid, Inode file) {
    return check(compound, stateid, file, ShareModes.WRITE);
  }

  private boolean check(Compound compound, Stateid given, Inode file, int access) {
    Stateid stateid = compound.resolve(given);
    boolean open = !stateid.isAnonymousOrBypass();
    if (!open && grace.active()) {
      throw mustWait();
    }
    if (open && compound.minorVersion() == 0) {
      return checkOwners(compound, stateid, file, access);
    }
    long clientId = compound.minorVersion() == 0 ? 0 : compound.clientId();
    try {
      StateChecks.io(compound.view(), clientId, Stateids.toEngine(stateid), file.id(), access);
    } catch (FsException e) {
      throw e.status() == Status.BAD_STATEID && mayReclaim(compound) ? mustWait() : e;
    }
    return open;
  }

  /** In version 4.0 the client follows from the stateid. */
  private boolean checkOwners(Compound compound, Stateid stateid, Inode file, int access) {
    State state = clients.state(compound, stateid);
    clients.requireConfirmed(compound.view(), state);
    StateChecks.io(
        compound.view(), state.clientId(), Stateids.toEngine(stateid), file.id(), access);
    return true;
  }

  private static Nfs4Exception mustWait() {
    return Nfs4Exception.of(Nfs4Status.NFS4ERR_GRACE);
  }

  private boolean mayReclaim(Compound compound) {
    return grace.active() && grace.reclaimNeeded(compound.view(), compound.clientId());
  }
}
