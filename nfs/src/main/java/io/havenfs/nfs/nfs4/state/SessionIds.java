package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.rpc.xdr.XdrWriter;

/** {@code sessionid4}: the session's id and its nonce, eight bytes each. */
final class SessionIds {
  private SessionIds() {}

  static void write(XdrWriter out, SessionRecord session) {
    out.int64(session.id());
    out.int64(session.nonce());
  }
}
