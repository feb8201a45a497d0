package io.havenfs.nfs.nfs4.attr;

import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;

/** Which attributes there are, by minor version. */
public final class Supported {
  /** What can be set, by SETATTR and at creation (exclusive creation too). */
  public static final Bitmap SETTABLE =
      Bitmap.of(
          Attr.SIZE,
          Attr.ACL,
          Attr.MODE,
          Attr.OWNER,
          Attr.OWNER_GROUP,
          Attr.TIME_ACCESS_SET,
          Attr.TIME_MODIFY_SET,
          Attr.MODE_SET_MASKED,
          Attr.MODE_UMASK);

  /** What can be set and not read. */
  static final Bitmap WRITE_ONLY =
      Bitmap.of(Attr.TIME_ACCESS_SET, Attr.TIME_MODIFY_SET, Attr.MODE_SET_MASKED, Attr.MODE_UMASK);

  private static final Bitmap IN_4_1 =
      Bitmap.of(
          Attr.SUPPORTED_ATTRS,
          Attr.TYPE,
          Attr.FH_EXPIRE_TYPE,
          Attr.CHANGE,
          Attr.SIZE,
          Attr.LINK_SUPPORT,
          Attr.SYMLINK_SUPPORT,
          Attr.NAMED_ATTR,
          Attr.FSID,
          Attr.UNIQUE_HANDLES,
          Attr.LEASE_TIME,
          Attr.RDATTR_ERROR,
          Attr.ACL,
          Attr.ACLSUPPORT,
          Attr.CANSETTIME,
          Attr.CASE_INSENSITIVE,
          Attr.CASE_PRESERVING,
          Attr.CHOWN_RESTRICTED,
          Attr.FILEHANDLE,
          Attr.FILEID,
          Attr.FILES_AVAIL,
          Attr.FILES_FREE,
          Attr.FILES_TOTAL,
          Attr.HOMOGENEOUS,
          Attr.MAXFILESIZE,
          Attr.MAXLINK,
          Attr.MAXNAME,
          Attr.MAXREAD,
          Attr.MAXWRITE,
          Attr.MODE,
          Attr.NO_TRUNC,
          Attr.NUMLINKS,
          Attr.OWNER,
          Attr.OWNER_GROUP,
          Attr.QUOTA_AVAIL_HARD,
          Attr.QUOTA_AVAIL_SOFT,
          Attr.QUOTA_USED,
          Attr.RAWDEV,
          Attr.SPACE_AVAIL,
          Attr.SPACE_FREE,
          Attr.SPACE_TOTAL,
          Attr.SPACE_USED,
          Attr.TIME_ACCESS,
          Attr.TIME_ACCESS_SET,
          Attr.TIME_CREATE,
          Attr.TIME_DELTA,
          Attr.TIME_METADATA,
          Attr.TIME_MODIFY,
          Attr.TIME_MODIFY_SET,
          Attr.MOUNTED_ON_FILEID,
          Attr.MODE_SET_MASKED,
          Attr.SUPPATTR_EXCLCREAT,
          Attr.FS_CHARSET_CAP);

  private static final Bitmap IN_4_0 =
      IN_4_1.without(Bitmap.of(Attr.MODE_SET_MASKED, Attr.SUPPATTR_EXCLCREAT, Attr.FS_CHARSET_CAP));

  private static final Bitmap IN_4_2 =
      IN_4_1.or(Bitmap.of(Attr.CHANGE_ATTR_TYPE, Attr.MODE_UMASK, Attr.XATTR_SUPPORT));

  private static final Bitmap ACL = Bitmap.of(Attr.ACL);

  private Supported() {}

  /** All attributes of a minor version, those included that can only be set. */
  public static Bitmap in(int minorVersion) {
    return switch (minorVersion) {
      case 0 -> IN_4_0;
      case 1 -> IN_4_1;
      default -> IN_4_2;
    };
  }

  /** The attributes of an object: in exports that hide ACLs there is none of these. */
  static Bitmap of(int minorVersion, Target target) {
    Bitmap all = in(minorVersion);
    return hasAcls(target) ? all : all.without(ACL);
  }

  static boolean hasAcls(Target target) {
    return !(target instanceof Target.File file) || file.export().acls();
  }

  /** Refuses a mask with attributes that can only be set: NFS4ERR_INVAL. */
  public static void requireReadable(Bitmap wanted) {
    if ((wanted.low() & WRITE_ONLY.low()) != 0 || (wanted.high() & WRITE_ONLY.high()) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
  }
}
