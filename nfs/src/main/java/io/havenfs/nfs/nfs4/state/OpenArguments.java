package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.model.FsException;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;

/** What an OPEN wants, decoded. What is wrong with it is said when it is the owner's turn. */
sealed interface OpenArguments {
  /** Can be looked at. */
  record Good(Share share, OpenHow how, OpenClaim claim) implements OpenArguments {
    @Override
    public Good orThrow() {
      return this;
    }
  }

  /** Is refused. */
  record Refused(RuntimeException refusal) implements OpenArguments {
    @Override
    public Good orThrow() {
      throw refusal;
    }
  }

  /** The arguments, or the exception that refuses them. */
  Good orThrow();

  /** Decodes what follows the owner; throws only for bad XDR. */
  static OpenArguments read(Compound compound, int access, int deny) {
    XdrReader in = compound.arguments();
    int minorVersion = compound.minorVersion();
    try {
      OpenHow how = OpenHow.read(in, minorVersion);
      OpenClaim claim = OpenClaim.read(in, minorVersion);
      if (minorVersion == 0 && (access & ~ShareModes.BOTH) != 0) {
        throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
      }
      return new Good(Share.of(access, deny), how, claim);
    } catch (Nfs4Exception | FsException e) {
      return new Refused(e);
    }
  }
}
