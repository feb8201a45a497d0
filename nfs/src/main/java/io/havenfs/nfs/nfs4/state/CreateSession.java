package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.identity.Creation;
import io.havenfs.engine.client.session.Channel;
import io.havenfs.engine.client.session.LiveSession;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.client.session.SessionTerms;
import io.havenfs.engine.model.Bytes;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** CREATE_SESSION (RFC 8881 section 18.36). */
final class CreateSession implements Operation4 {
  static final int PERSIST = 0x1;
  static final int CONN_BACK_CHAN = 0x2;
  static final int CONN_RDMA = 0x4;

  private final ClientService service;
  private final Backchannels backchannels;
  private final Time time;

  CreateSession(ClientService service, Backchannels backchannels, Time time) {
    this.service = service;
    this.backchannels = backchannels;
    this.time = time;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long clientId = in.int64();
    int sequence = in.int32();
    int flags = in.int32();
    Channel fore = Channels.read(in);
    Channel back = Channels.read(in);
    int program = in.int32();
    Bytes security = CallbackSecurity.read(in);
    if ((flags & ~(PERSIST | CONN_BACK_CHAN | CONN_RDMA)) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    SessionTerms terms =
        new SessionTerms(
            Channels.fore(
                fore,
                service.limits().slotsPerSession(),
                service.sessions().unpromised(compound.view())),
            Channels.back(back),
            (flags & PERSIST) != 0,
            (flags & CONN_BACK_CHAN) != 0,
            program,
            security);
    Creation answer =
        service
            .clients()
            .createSession(
                compound.transaction(),
                clientId,
                sequence,
                Principals.of(compound.principal()),
                terms,
                time.nanoTime());
    switch (answer) {
      case Creation.Created created -> created(compound, created.session());
      case Creation.Refused refused -> throw Refusals.exception(refused.why());
    }
    return Nfs4Status.NFS4_OK;
  }

  private void created(Compound compound, SessionRecord session) {
    LiveSession live = service.liveSessions().created(session);
    SessionTerms terms = session.terms();
    if (terms.backchannel()) {
      backchannels.bind(session, live, compound.call().connection());
    }
    XdrWriter out = compound.results();
    SessionIds.write(out, session);
    out.int32(session.creation());
    out.int32((terms.persistent() ? PERSIST : 0) | (terms.backchannel() ? CONN_BACK_CHAN : 0));
    Channels.write(out, terms.fore());
    Channels.write(out, terms.back());
  }
}
