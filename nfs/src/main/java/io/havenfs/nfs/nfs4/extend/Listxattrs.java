package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.List;

/** LISTXATTRS (RFC 8276 section 8.4.4). The cookie counts the names that were listed. */
public final class Listxattrs implements Operation4 {
  /** Cookie and number of names. */
  private static final int HEAD = 12;

  private static final int EOF = 4;

  private final FileSystem files;

  public Listxattrs(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    long cookie = in.int64();
    long maxCount = in.uint32();
    Target.File file = compound.file();
    List<Name> names = files.xattrs(compound.view(), file.export().credentials(), file.inode());
    if (cookie < 0 || cookie > names.size()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_BAD_COOKIE);
    }
    XdrWriter out = compound.results();
    int start = out.position();
    out.int64(0);
    out.int32(0);
    int first = (int) cookie;
    int next = first;
    long limit = Math.min(maxCount, compound.replyRoom() + (long) HEAD) - EOF;
    while (next < names.size() && fits(names.get(next), out.position() - start, limit)) {
      out.opaque(names.get(next).bytes());
      next++;
    }
    if (next == first && next < names.size()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_TOOSMALL);
    }
    out.patchInt32(start + 4, next);
    out.patchInt32(start + 8, next - first);
    out.bool(next == names.size());
    return Nfs4Status.NFS4_OK;
  }

  private static boolean fits(Name name, int written, long limit) {
    return written + 4 + (name.length() + 3 & ~3) <= limit;
  }
}
