package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Owner;
import io.havenfs.rpc.xdr.XdrReader;

/** Decodes {@code open_owner4} and {@code lock_owner4}. */
final class SessionOwners {
  private SessionOwners() {}

  /** The owner; the client id in it is ignored, the session says whose it is (section 2.10.1). */
  static Owner read(XdrReader in) {
    in.int64();
    return new Owner(in.opaque(Owner.MAX_LENGTH));
  }
}
