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

  Close(Opens opens) {
    this.opens = opens;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    in.int32(); // seqid is of version 4.0
    Stateid given = compound.resolveExactly(Stateid.read(in));
    opens.close(
        compound.transaction(),
        compound.clientId(),
        Stateids.toEngine(given),
        compound.file().inode().id());
    Stateid.INVALID.write(compound.results());
    compound.currentStateid(Stateid.INVALID);
    return Nfs4Status.NFS4_OK;
  }
}
