package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.open.StateChecks;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.table.View;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.nfs.nfs4.proto.StatusTranslation;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** TEST_STATEID (RFC 8881 section 18.48). */
final class TestStateid implements Operation4 {
  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    XdrWriter out = compound.results();
    int count = in.length(in.remaining() / Stateid.SIZE);
    if (compound.replyRoom() < 4 + 4 * count) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_REP_TOO_BIG);
    }
    out.int32(count);
    for (int i = 0; i < count; i++) {
      out.int32(test(compound.view(), compound.clientId(), Stateid.read(in)).code());
    }
    return Nfs4Status.NFS4_OK;
  }

  private static Nfs4Status test(View view, long clientId, Stateid stateid) {
    try {
      StateChecks.find(view, clientId, Stateids.toEngine(stateid));
      return Nfs4Status.NFS4_OK;
    } catch (FsException e) {
      return StatusTranslation.of(e.status());
    }
  }
}
