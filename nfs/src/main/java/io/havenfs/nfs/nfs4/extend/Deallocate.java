package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** DEALLOCATE (RFC 7862 section 15.4): makes a hole. */
public final class Deallocate implements Operation4 {
  private final FileSystem files;
  private final IoStateids stateids;

  public Deallocate(FileSystem files, IoStateids stateids) {
    this.files = files;
    this.stateids = stateids;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Range range = Range.read(compound, stateids);
    files.deallocate(
        compound.transaction(),
        range.file().export().credentials(),
        range.file().inode().id(),
        range.offset(),
        range.length());
    return Nfs4Status.NFS4_OK;
  }
}
