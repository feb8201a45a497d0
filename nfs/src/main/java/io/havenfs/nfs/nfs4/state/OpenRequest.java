package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.open.Opens;
import io.havenfs.nfs.nfs4.compound.Compound;

/** The decoded arguments of an OPEN, with the compound that it is in. */
record OpenRequest(Compound compound, Turns.Caller caller, Owner owner, Share share, OpenHow how) {
  /** Throws when another open stands against this one using the file with {@code access}. */
  void check(Opens opens, long fileId, int access) {
    // In version 4.0 an owner's own opens stand against it, too (RFC 7530 section 9.9).
    long excepted = compound.minorVersion() == 0 ? 0 : caller.clientId();
    opens.check(compound.transaction(), excepted, owner, fileId, access, share.deny());
  }
}
