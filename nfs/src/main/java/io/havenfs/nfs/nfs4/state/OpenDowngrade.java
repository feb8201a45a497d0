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
  private final Turns turns;

  OpenDowngrade(Opens opens, Turns turns) {
    this.opens = opens;
    this.turns = turns;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid given = Stateid.read(in);
    int seqid = in.int32();
    int access = in.int32();
    int deny = in.int32();
    return turns.ofOpen(
        compound,
        given,
        seqid,
        caller -> downgrade(compound, caller.clientId(), given, Share.of(access, deny)));
  }

  private Nfs4Status downgrade(Compound compound, long clientId, Stateid given, Share share) {
    Stateid next =
        Stateids.toWire(
            opens.downgrade(
                compound.transaction(),
                clientId,
                Stateids.toEngine(compound.resolveExactly(given)),
                compound.file().inode().id(),
                share.access(),
                share.deny()));
    next.write(compound.results());
    compound.currentStateid(next);
    return Nfs4Status.NFS4_OK;
  }
}
