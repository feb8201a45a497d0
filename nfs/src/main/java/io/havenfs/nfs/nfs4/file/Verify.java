package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.attr.Attributes;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** VERIFY and NVERIFY (RFC 8881 sections 18.31 and 18.15). */
public final class Verify implements Operation4 {
  private final Attributes attributes;
  private final boolean wantSame;

  private Verify(Attributes attributes, boolean wantSame) {
    this.attributes = attributes;
    this.wantSame = wantSame;
  }

  /** VERIFY: goes on if the attributes are the same. */
  public static Verify same(Attributes attributes) {
    return new Verify(attributes, true);
  }

  /** NVERIFY: goes on if they differ. */
  public static Verify different(Attributes attributes) {
    return new Verify(attributes, false);
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    boolean same = attributes.matches(compound, compound.arguments(), compound.target());
    if (same != wantSame) {
      throw Nfs4Exception.of(wantSame ? Nfs4Status.NFS4ERR_NOT_SAME : Nfs4Status.NFS4ERR_SAME);
    }
    return Nfs4Status.NFS4_OK;
  }
}
