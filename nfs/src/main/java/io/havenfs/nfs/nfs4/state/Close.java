package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.open.Opens;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;

/**
 * CLOSE (RFC 8881 section 18.2). Locks made under the open go with it. What is returned is the
 * stateid that is never valid.
 */
final class Close implements Operation4 {
  private final Opens opens;
  private final Turns turns;

  Close(Opens opens, Turns turns) {
    this.opens = opens;
    this.turns = turns;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    int seqid = in.int32();
    Stateid given = compound.resolveExactly(Stateid.read(in));
    return turns.closing(
        compound, given, seqid, caller -> close(compound, caller.clientId(), given));
  }

  private Nfs4Status close(Compound compound, long clientId, Stateid given) {
    opens.close(
        compound.transaction(), clientId, Stateids.toEngine(given), compound.file().inode().id());
    Stateid.INVALID.write(compound.results());
    compound.currentStateid(Stateid.INVALID);
    return Nfs4Status.NFS4_OK;
  }
}
