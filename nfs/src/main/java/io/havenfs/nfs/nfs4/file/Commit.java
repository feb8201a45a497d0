package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.Engine;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;

/** COMMIT (RFC 8881 section 18.3): of the whole file, whatever the range. */
public final class Commit implements Operation4 {
  private final Engine engine;
  private final FileSystem files;

  public Commit(Engine engine, FileSystem files) {
    this.engine = engine;
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    in.int64();
    in.int32();
    Inode inode = compound.writableFile().inode();
    Types.requireRegular(inode);
    files.commit(compound.transaction(), inode.id());
    compound.results().int64(engine.writeVerifier());
    return Nfs4Status.NFS4_OK;
  }
}
