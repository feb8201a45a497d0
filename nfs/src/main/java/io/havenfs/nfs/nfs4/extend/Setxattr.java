package io.havenfs.nfs.nfs4.extend;

import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.file.FileSystem;
import io.havenfs.engine.file.XattrMode;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Operation4;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.file.ChangeInfo;
import io.havenfs.nfs.nfs4.file.Names;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** SETXATTR (RFC 8276 section 8.4.3). */
public final class Setxattr implements Operation4 {
  private final FileSystem files;

  public Setxattr(FileSystem files) {
    this.files = files;
  }

  @Override
  public Nfs4Status execute(Compound compound) {
    XdrReader in = compound.arguments();
    XattrMode mode = mode(in.int32());
    Name name = Names.read(in);
    ByteBuf value = in.opaqueSlice(in.remaining());
    if (value.readableBytes() > FileLimits.MAX_XATTR_VALUE) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_XATTR2BIG);
    }
    Target.File file = compound.writableFile();
    Inode after =
        files.setXattr(
            compound.transaction(),
            file.export().credentials(),
            file.inode().id(),
            name,
            new Bytes(ByteBufUtil.getBytes(value)),
            mode);
    ChangeInfo.write(compound.results(), file.inode(), after);
    return Nfs4Status.NFS4_OK;
  }

  private static XattrMode mode(int option) {
    return switch (option) {
      case 0 -> XattrMode.EITHER;
      case 1 -> XattrMode.CREATE;
      case 2 -> XattrMode.REPLACE;
      default -> throw new XdrException("setxattr_option4 is " + option);
    };
  }
}
