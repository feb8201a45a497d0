package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/**
 * SET_SSV (RFC 8881 section 18.47): an operation for clients with SP4_SSV. There are none, and to
 * any other the RFC answers NFS4ERR_INVAL.
 */
final class SetSsv implements Operation4 {
  @Override
  public Nfs4Status execute(Compound compound) {
    throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
  }
}
