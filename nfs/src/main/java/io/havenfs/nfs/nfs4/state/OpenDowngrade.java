package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.open.Opens;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;

/** OPEN_DOWNGRADE (RFC 8881 section 18.18). */
final class OpenDowngrade implements Operation4 {
  private final Opens opens;

  OpenDowngrade(Opens opens) {
    this.opens = opens;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid given = Stateid.read(in);
    in.int32(); // seqid is of version 4.0
    Share share = Share.read(in);
    Stateid next =
        Stateids.toWire(
            opens.downgrade(
                compound.transaction(),
                compound.clientId(),
                Stateids.toEngine(compound.resolveExactly(given)),
                compound.file().inode().id(),
                share.access(),
                share.deny()));
    next.write(compound.results());
    compound.currentStateid(next);
    return Nfs4Status.NFS4_OK;
  }
}
