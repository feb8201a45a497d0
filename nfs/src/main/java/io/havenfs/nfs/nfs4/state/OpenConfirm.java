package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.open.Opens;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;

/** OPEN_CONFIRM (RFC 7530 section 16.18). */
final class OpenConfirm implements Operation4 {
  private final Opens opens;
  private final Turns turns;

  OpenConfirm(Opens opens, Turns turns) {
    this.opens = opens;
    this.turns = turns;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    Stateid given = Stateid.read(in);
    int seqid = in.int32();
    return turns.confirming(
        compound, given, seqid, caller -> confirm(compound, caller.clientId(), given));
  }

  private Nfs4Status confirm(Compound compound, long clientId, Stateid given) {
    Stateids.toWire(
            opens.confirm(
                compound.transaction(),
                clientId,
                Stateids.toEngine(given),
                compound.file().inode().id()))
        .write(compound.results());
    return Nfs4Status.NFS4_OK;
  }
}
