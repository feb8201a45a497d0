package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;

/** DELEGRETURN (RFC 8881 section 18.6): there are no delegations, so no stateid stands for one. */
public final class Delegreturn implements Operation4 {
  @Override
  public Nfs4Status execute(Compound compound) {
    Stateid.read(compound.arguments());
    throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
  }
}
