package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.file.Names;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * {@code open_claim4}: which file an OPEN means (RFC 8881 section 18.16.1). Claims about
 * delegations end where they are decoded, as there are none: their stateids are bad, and holding on
 * to them over a client's restart is not supported.
 */
sealed interface OpenClaim {
  /** CLAIM_NULL: a name in the current directory. */
  record ByName(Name name) implements OpenClaim {}

  /** CLAIM_FH: the current file. */
  record Current() implements OpenClaim {}

  /** CLAIM_PREVIOUS: the current file, which was open before the server lost its state. */
  record Reclaim() implements OpenClaim {}

  /** Decodes one. */
  static OpenClaim read(XdrReader in, int minorVersion) {
    int claim = in.int32();
    if (minorVersion == 0 && claim > 3) {
      throw new XdrException("open_claim_type4 is of version 4.1");
    }
    return switch (claim) {
      case 0 -> new ByName(Names.read(in));
      case 1 -> {
        in.int32(); // the delegation that the client had; it gets none
        yield new Reclaim();
      }
      case 2 -> {
        Stateid.read(in);
        Names.read(in);
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
      }
      case 3 -> {
        Names.read(in);
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOTSUPP);
      }
      case 4 -> new Current();
      case 5 -> {
        Stateid.read(in);
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
      }
      case 6 -> throw Nfs4Exception.of(Nfs4Status.NFS4ERR_NOTSUPP);
      default -> throw new XdrException("open_claim_type4 is " + claim);
    };
  }
}
