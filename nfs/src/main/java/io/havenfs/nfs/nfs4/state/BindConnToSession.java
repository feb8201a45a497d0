package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.LiveSession;
import io.havenfs.engine.client.session.LiveSessions;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/**
 * BIND_CONN_TO_SESSION (RFC 8881 section 18.34). Any connection carries requests of any session;
 * what is bound is the way back.
 */
final class BindConnToSession implements Operation4 {
  private static final int FORE = 1;
  private static final int BACK = 2;
  private static final int BOTH = 3;
  private static final int FORE_OR_BOTH = 3;
  private static final int BACK_OR_BOTH = 7;

  private final LiveSessions live;
  private final Backchannels backchannels;

  BindConnToSession(LiveSessions live, Backchannels backchannels) {
    this.live = live;
    this.backchannels = backchannels;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long id = in.int64();
    long nonce = in.int64();
    int granted = granted(in.int32());
    in.bool(); // RDMA mode: there is none
    LiveSession session = live.find(compound.view(), id, nonce);
    if (session == null) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BADSESSION);
    }
    if ((granted & BACK) != 0) {
      backchannels.bind(session.record(), session, compound.call().connection());
    }
    XdrWriter out = compound.results();
    SessionIds.write(out, session.record());
    out.int32(granted);
    out.bool(false);
    return Nfs4Status.NFS4_OK;
  }

  private static int granted(int direction) {
    return switch (direction) {
      case FORE -> FORE;
      case BACK -> BACK;
      case FORE_OR_BOTH, BACK_OR_BOTH -> BOTH;
      default -> throw new XdrException("channel_dir_from_client4 is " + direction);
    };
  }
}
