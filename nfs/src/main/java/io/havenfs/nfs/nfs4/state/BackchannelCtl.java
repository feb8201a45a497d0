package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.engine.model.Bytes;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** BACKCHANNEL_CTL (RFC 8881 section 18.33). */
final class BackchannelCtl implements Operation4 {
  private final Sessions sessions;

  BackchannelCtl(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    int program = compound.arguments().int32();
    Bytes security = CallbackSecurity.read(compound.arguments());
    if (!(compound.slot() instanceof HeldSlot slot)) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_OP_NOT_IN_SESSION);
    }
    SessionRecord known = slot.session();
    SessionRecord session = sessions.find(compound.view(), known.id(), known.nonce());
    if (session == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADSESSION);
    }
    sessions.setTerms(
        compound.transaction(), session, session.terms().withCallbacks(program, security));
    return Nfs4Status.NFS4_OK;
  }
}
