package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.model.Name;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrWriter;

/** Encodes attributes of a file system or of the server (RFC 8881 section 5.4). Thread-safe. */
final class FileSystemAttributes {
  /** Handles never expire. */
  private static final int FH4_PERSISTENT = 0;

  /** Names may be any bytes (RFC 8881 section 14.4). */
  private static final int FSCHARSET_CAP4_CONTAINS_NON_UTF8 = 1;

  private static final int CHANGE_IS_MONOTONIC = 0;
  private static final int CHANGE_IS_UNDEFINED = 4;

  private final NfsContext nfs;
  private final int leaseSeconds;
  private final SpaceAttributes space;

  FileSystemAttributes(NfsContext nfs, int leaseSeconds) {
    this.nfs = nfs;
    this.leaseSeconds = leaseSeconds;
    this.space = new SpaceAttributes(nfs);
  }

  void write(Compound compound, XdrWriter out, int attribute, Target target) {
    boolean pseudo = target instanceof Target.Pseudo;
    switch (attribute) {
      case Attr.SUPPORTED_ATTRS -> Supported.of(compound.minorVersion(), target).write(out);
      case Attr.FH_EXPIRE_TYPE -> out.int32(FH4_PERSISTENT);
      case Attr.LINK_SUPPORT, Attr.SYMLINK_SUPPORT -> out.bool(!pseudo);
      case Attr.NAMED_ATTR, Attr.CASE_INSENSITIVE -> out.bool(false);
      case Attr.UNIQUE_HANDLES,
          Attr.CANSETTIME,
          Attr.CASE_PRESERVING,
          Attr.CHOWN_RESTRICTED,
          Attr.HOMOGENEOUS,
          Attr.NO_TRUNC ->
          out.bool(true);
      case Attr.LEASE_TIME -> out.int32(leaseSeconds);
      case Attr.RDATTR_ERROR -> out.int32(Nfs4Status.NFS4_OK.code());
      case Attr.ACLSUPPORT -> out.int32(Supported.hasAcls(target) ? AclAttribute.SUPPORT : 0);
      case Attr.MAXFILESIZE -> out.int64(nfs.limits().maxFileSize());
      case Attr.MAXLINK -> out.int32(nfs.limits().maxLinks());
      case Attr.MAXNAME -> out.int32(Name.MAX_LENGTH);
      case Attr.MAXREAD, Attr.MAXWRITE -> out.int64(NfsContext.MAX_IO);
      case Attr.TIME_DELTA -> Times.write(out, 1);
      case Attr.SUPPATTR_EXCLCREAT ->
          Supported.of(compound.minorVersion(), target).and(Supported.SETTABLE).write(out);
      case Attr.FS_CHARSET_CAP -> out.int32(FSCHARSET_CAP4_CONTAINS_NON_UTF8);
      case Attr.CHANGE_ATTR_TYPE -> out.int32(pseudo ? CHANGE_IS_UNDEFINED : CHANGE_IS_MONOTONIC);
      case Attr.XATTR_SUPPORT -> out.bool(!pseudo);
      default -> space.write(compound, out, attribute, target);
    }
  }
}
