package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.NfsAccess;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrWriter;

/** ACCESS (RFC 8881 section 18.1, RFC 8276 section 8.4.1). */
public final class Access implements Operation4 {
  private static final int IN_4_1 = 0x3f;
  private static final int IN_4_2 = 0x1ff;
  private static final int CHANGES =
      NfsAccess.MODIFY | NfsAccess.EXTEND | NfsAccess.DELETE | NfsAccess.XATTR_WRITE;
  private static final int PSEUDO_KNOWN =
      NfsAccess.READ | NfsAccess.LOOKUP | NfsAccess.MODIFY | NfsAccess.EXTEND | NfsAccess.DELETE;
  private static final int PSEUDO_GRANTED = NfsAccess.READ | NfsAccess.LOOKUP;

  private final FileSystem files;

  public Access(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    int wanted = compound.arguments().int32();
    int defined = compound.minorVersion() < 2 ? IN_4_1 : IN_4_2;
    if ((wanted & ~defined) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    XdrWriter out = compound.results();
    switch (compound.target()) {
      case Target.File(var export, var inode) -> {
        int asked = export.readOnly() ? wanted & ~CHANGES : wanted;
        out.int32(wanted & files.nfsAccessKnown(inode));
        out.int32(files.nfsAccess(compound.view(), export.credentials(), inode, asked));
      }
      case Target.Pseudo pseudo -> {
        out.int32(wanted & PSEUDO_KNOWN);
        out.int32(wanted & PSEUDO_GRANTED);
      }
    }
    return Nfs4Status.NFS4_OK;
  }
}
