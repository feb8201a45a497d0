package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/**
 * DESTROY_SESSION (RFC 8881 section 18.37). Requests that are being executed on the session end
 * undisturbed. The connection need not be bound to the session: without state protection anybody
 * could bind it with a SEQUENCE, and a client that reconnected to destroy should not have to.
 */
final class DestroySession implements Operation4 {
  private final Sessions sessions;

  DestroySession(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    long id = compound.arguments().int64();
    long nonce = compound.arguments().int64();
    boolean own = compound.slot() instanceof HeldSlot slot && slot.session().id() == id;
    if (own && compound.index() != compound.operations() - 1) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOT_ONLY_OP);
    }
    SessionRecord session = sessions.find(compound.view(), id, nonce);
    if (session == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADSESSION);
    }
    sessions.destroy(compound.transaction(), session);
    return Nfs4Status.NFS4_OK;
  }
}
