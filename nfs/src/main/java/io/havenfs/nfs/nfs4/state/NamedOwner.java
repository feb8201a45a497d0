package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Owner;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * {@code open_owner4} and {@code lock_owner4}.
 *
 * @param clientId whose it is in version 4.0; later the session says that (RFC 8881 section 2.10.1)
 * @param owner its name
 */
record NamedOwner(long clientId, Owner owner) {
  /** Decodes one. */
  static NamedOwner read(XdrReader in) {
    long clientId = in.int64();
    return new NamedOwner(clientId, new Owner(in.opaque(Owner.MAX_LENGTH)));
  }
}
