package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.tx.Transaction;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.IoStateids;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** Changes how a range of a file is stored: ALLOCATE and DEALLOCATE. */
public final class RangeChange implements Operation4 {
  private final IoStateids stateids;
  private final Change change;

  /** What is done with the range. */
  @FunctionalInterface
  private interface Change {
    Inode make(Transaction tx, Credentials who, long fileId, long offset, long length);
  }

  private RangeChange(IoStateids stateids, Change change) {
    this.stateids = stateids;
    this.change = change;
  }

  /** ALLOCATE (RFC 7862 section 15.1): reserves storage. */
  public static RangeChange allocate(FileSystem files, IoStateids stateids) {
    return new RangeChange(stateids, files::allocate);
  }

  /** DEALLOCATE (RFC 7862 section 15.4): makes a hole. */
  public static RangeChange deallocate(FileSystem files, IoStateids stateids) {
    return new RangeChange(stateids, files::deallocate);
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    Range range = Range.read(compound, stateids);
    var _ =
        change.make(
            compound.transaction(),
            range.file().export().credentials(),
            range.file().inode().id(),
            range.offset(),
            range.length());
    return Nfs4Status.NFS4_OK;
  }
}
