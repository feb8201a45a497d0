package io.havenfs.nfs.nfs4.script;

import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;

/** Takes the special stateids, and one that stands for an open of everything. */
final class ScriptStateids implements IoStateids {
  static final Stateid OPEN = new Stateid(1, 0x6f70_656e, 1);

  @Override
  public boolean mayRead(Compound compound, Stateid stateid, Inode file) {
    Stateid resolved = compound.resolve(stateid);
    if (!resolved.isAnonymousOrBypass() && !resolved.withSeqid(1).equals(OPEN)) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_STATEID);
    }
    return !resolved.isSpecial();
  }

  @Override
  public boolean mayWrite(Compound compound, Stateid stateid, Inode file) {
    return mayRead(compound, stateid, file);
  }
}
