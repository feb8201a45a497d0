package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * {@code share_access} and {@code share_deny} (RFC 8881 section 18.16.1). The numbers of the modes
 * are the bits of {@link ShareModes}.
 *
 * @param access the access modes
 * @param deny the deny modes
 * @param want what is said about delegations
 */
record Share(int access, int deny, int want) {
  private static final int WANT_MASK = 0xff00;
  private static final int SIGNALS = 0x30000;
  private static final int HIGHEST_WANT = 0x0500;

  /** Decodes both; NFS4ERR_INVAL for no access at all and for unknown bits. */
  static Share read(XdrReader in) {
    int access = in.int32();
    return of(access, in.int32());
  }

  /** The modes in two numbers of the wire; as {@link #read}. */
  static Share of(int access, int deny) {
    int modes = access & ShareModes.BOTH;
    int want = access & WANT_MASK;
    boolean known = (access & ~(ShareModes.BOTH | WANT_MASK | SIGNALS)) == 0;
    if (modes == 0 || !known || want > HIGHEST_WANT || (deny & ~ShareModes.BOTH) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    return new Share(modes, deny, want);
  }

  boolean reads() {
    return (access & ShareModes.READ) != 0;
  }

  boolean writes() {
    return (access & ShareModes.WRITE) != 0;
  }
}
