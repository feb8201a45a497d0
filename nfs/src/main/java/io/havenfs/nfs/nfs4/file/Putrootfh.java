package io.havenfs.nfs.nfs4.file;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;

/** PUTROOTFH (RFC 8881 section 18.21); PUTPUBFH is the same (section 18.20). */
public final class Putrootfh implements Operation4 {
  private final PseudoFs pseudo;

  public Putrootfh(PseudoFs pseudo) {
    this.pseudo = pseudo;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    compound.current(pseudo.root(compound.view(), compound.call()));
    return Nfs4Status.NFS4_OK;
  }
}
