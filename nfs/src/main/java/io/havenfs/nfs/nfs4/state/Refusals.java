package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.identity.Refusal;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** The one place where the engine's refusals become {@code nfsstat4}. */
final class Refusals {
  private Refusals() {}

  static Nfs4Exception exception(Refusal refusal) {
    return Nfs4Exception.of(status(refusal));
  }

  static Nfs4Status status(Refusal refusal) {
    return switch (refusal) {
      case CLIENT_ID_IN_USE -> Nfs4Status.NFS4ERR_CLID_INUSE;
      case NO_ENTRY -> Nfs4Status.NFS4ERR_NOENT;
      case NOT_SAME -> Nfs4Status.NFS4ERR_NOT_SAME;
      case NOT_PERMITTED -> Nfs4Status.NFS4ERR_PERM;
      case STALE_CLIENT_ID -> Nfs4Status.NFS4ERR_STALE_CLIENTID;
      case SEQUENCE_MISORDERED -> Nfs4Status.NFS4ERR_SEQ_MISORDERED;
      case CLIENT_ID_BUSY -> Nfs4Status.NFS4ERR_CLIENTID_BUSY;
      case COMPLETE_ALREADY -> Nfs4Status.NFS4ERR_COMPLETE_ALREADY;
      case TOO_MANY -> Nfs4Status.NFS4ERR_DELAY;
    };
  }
}
