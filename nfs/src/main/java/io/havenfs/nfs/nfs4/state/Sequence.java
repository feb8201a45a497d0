package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.ClientService;
import io.havenfs.engine.client.identity.Grace;
import io.havenfs.engine.client.open.TakenStates;
import io.havenfs.engine.client.session.Admission;
import io.havenfs.engine.client.session.Channel;
import io.havenfs.engine.client.session.LiveSession;
import io.havenfs.engine.client.session.LiveSessions;
import io.havenfs.engine.client.session.LiveSlot;
import io.havenfs.engine.client.session.Sessions;
import io.havenfs.engine.client.session.SlotReply;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.View;
import io.havenfs.host.time.Time;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * SEQUENCE (RFC 8881 section 18.46): finds the session, takes the slot, renews the lease. It is on
 * the way of every request, so it looks up one row and one live session, and writes one field each
 * of the slot and the lease. What a request could violate is checked before the slot is taken: a
 * SEQUENCE that fails leaves its slot as it was.
 */
final class Sequence implements Operation4 {
  private static final int RESULT_SIZE = 36;
  private static final int RPC_REPLY_HEADER = 24;

  private final Sessions sessions;
  private final LiveSessions live;
  private final Grace grace;
  private final Time time;

  /** How long a client is told that it lost something: longer than it can stay silent. */
  private final long toldNanos;

  Sequence(ClientService clients, Time time) {
    this.sessions = clients.sessions();
    this.live = clients.liveSessions();
    this.grace = clients.grace();
    this.time = time;
    this.toldNanos = clients.limits().lease().toNanos();
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long id = in.int64();
    long nonce = in.int64();
    int sequence = in.int32();
    int number = in.int32();
    int highest = in.int32();
    boolean cacheThis = in.bool();
    LiveSession session = live.find(compound.view(), id, nonce);
    if (session == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADSESSION);
    }
    LiveSlot slot = session.slot(number);
    if (slot == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADSLOT);
    }
    if (Integer.compareUnsigned(highest, number) < 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_HIGH_SLOT);
    }
    check(compound, session.record().terms().fore(), cacheThis);
    session.lease().renew(time.nanoTime(), () -> Principals.heard(compound));
    if (!admit(compound, slot, sequence)) {
      return Nfs4Status.NFS4_OK;
    }
    compound.slot(new HeldSlot(sessions, session, slot, number, sequence, cacheThis));
    write(compound, session, sequence, number);
    return Nfs4Status.NFS4_OK;
  }

  private static void check(Compound compound, Channel fore, boolean cacheThis) {
    if (compound.operations() > fore.maxOperations()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_TOO_MANY_OPS);
    }
    if (compound.requestSize() > fore.maxRequestSize()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_REQ_TOO_BIG);
    }
    int needed = compound.results().position() + RESULT_SIZE + RPC_REPLY_HEADER;
    if (needed > fore.maxResponseSize()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_REP_TOO_BIG);
    }
    if (cacheThis && needed > fore.maxResponseSizeCached()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_REP_TOO_BIG_TO_CACHE);
    }
  }

  /** Whether the request is to be executed; if not, it has been answered. */
  private static boolean admit(Compound compound, LiveSlot slot, int sequence) {
    Admission admission = slot.admit(sequence);
    switch (admission) {
      case NEW -> {
        return true;
      }
      case REPLAY -> {
        Bytes reply = slot.replyTo(sequence);
        if (reply.equals(SlotReply.NOT_KEPT)) {
          throw Nfs4Exception.of(Nfs4Status.NFS4ERR_SEQ_MISORDERED);
        }
        compound.replay(reply);
        return false;
      }
      case NOT_KEPT -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_RETRY_UNCACHED_REP);
      case IN_PROGRESS -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_DELAY);
      case MISORDERED -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_SEQ_MISORDERED);
    }
    throw new IllegalStateException("no such admission: " + admission);
  }

  private void write(Compound compound, LiveSession session, int sequence, int number) {
    XdrWriter out = compound.results();
    int highest = session.slotCount() - 1;
    SessionIds.write(out, session.record());
    out.int32(sequence);
    out.int32(number);
    out.int32(highest);
    out.int32(highest);
    out.int32(status(compound.view(), session));
  }

  private int status(View view, LiveSession session) {
    int status = 0;
    if (session.record().terms().backchannel() && !session.callbackPath()) {
      status |= SequenceStatus.CB_PATH_DOWN;
    }
    if (grace.reclaimNeeded(view, session.record().clientId())) {
      status |= SequenceStatus.RESTART_RECLAIM_NEEDED;
    }
    if (TakenStates.any(view, session.record().clientId(), time.wallNanos() - toldNanos)) {
      status |= SequenceStatus.ADMIN_STATE_REVOKED;
    }
    return status;
  }
}
