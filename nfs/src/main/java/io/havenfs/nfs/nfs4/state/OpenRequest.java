package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.open.Opens;
import io.havenfs.nfs.nfs4.compound.Compound;

/** The decoded arguments of an OPEN, with the compound that it is in. */
record OpenRequest(Compound compound, Turns.Caller caller, Owner owner, Share share, OpenHow how) {
  /** Throws when another open stands against this one using the file with {@code access}. */
  void check(Opens opens, long fileId, int access) {
    opens.check(compound.transaction(), caller.clientId(), owner, fileId, access, share.deny());
  }
}
