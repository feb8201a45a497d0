package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.acl.PosixTranslation;
import io.havenfs.engine.model.Inode;
import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.compound.Handles;
import io.havenfs.nfs.nfs4.compound.Target;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.pseudo.PseudoFs;
import io.havenfs.nfs.service.NfsContext;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Encodes attributes of objects as {@code fattr4}. Thread-safe.
 *
 * <p>Attributes of the object itself are here, those of its file system and of the server in {@link
 * FileSystemAttributes}.
 */
public final class Attributes {
  private static final int NO_EXPORT = 0;
  private static final long PSEUDO_FSID_SALT = 0x5e1f_f5a7_0000_0001L;

  private final NfsContext nfs;
  private final PseudoFs pseudo;
  private final FileSystemAttributes fileSystem;

  /**
   * @param leaseSeconds the lease time that clients are told
   */
  public Attributes(NfsContext nfs, PseudoFs pseudo, int leaseSeconds) {
    this.nfs = nfs;
    this.pseudo = pseudo;
    this.fileSystem = new FileSystemAttributes(nfs, leaseSeconds);
  }

  /** Appends those of the wanted attributes that are supported; ACCESS_DENIED: the ACL's secret. */
  public void write(Compound compound, XdrWriter out, Bitmap wanted, Target target) {
    Bitmap supported = Supported.in(compound.minorVersion());
    long hidden = Supported.WRITE_ONLY.low() | (Supported.hasAcls(target) ? 0 : 1L << Attr.ACL);
    long low = wanted.low() & supported.low() & ~hidden;
    long high = wanted.high() & supported.high() & ~Supported.WRITE_ONLY.high();
    Bitmap.write(out, low, high);
    int lengthAt = out.position();
    out.int32(0);
    for (long rest = low; rest != 0; rest &= rest - 1) {
      write(compound, out, Long.numberOfTrailingZeros(rest), target);
    }
    for (long rest = high; rest != 0; rest &= rest - 1) {
      write(compound, out, 64 + Long.numberOfTrailingZeros(rest), target);
    }
    out.patchInt32(lengthAt, out.position() - lengthAt - 4);
  }

  /**
   * Whether a {@code fattr4} as it came says what is so. NFS4ERR_ATTRNOTSUPP when it has an
   * attribute that is not supported, NFS4ERR_INVAL when it has one that cannot be compared.
   */
  public boolean matches(Compound compound, XdrReader in, Target target) {
    Bitmap given = Bitmap.read(in);
    ByteBuf theirs = in.opaqueSlice(in.remaining());
    if (!given.without(Supported.of(compound.minorVersion(), target)).isEmpty()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ATTRNOTSUPP);
    }
    if (given.has(Attr.RDATTR_ERROR)) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    Supported.requireReadable(given);
    ByteBuf scratch = Unpooled.buffer();
    XdrWriter ours = new XdrWriter(scratch);
    write(compound, ours, given, target);
    XdrReader written = new XdrReader(scratch);
    Bitmap.read(written);
    return written.opaqueSlice(written.remaining()).equals(theirs);
  }

  /** Appends a {@code fattr4} that says only why an entry's attributes could not be had. */
  public static void writeError(XdrWriter out, Nfs4Status status) {
    Bitmap.write(out, 1L << Attr.RDATTR_ERROR, 0);
    out.int32(4);
    out.int32(status.code());
  }

  private void write(Compound compound, XdrWriter out, int attribute, Target target) {
    Inode inode = target.inode();
    switch (attribute) {
      case Attr.TYPE -> out.int32(FileTypes.code(inode.type()));
      case Attr.CHANGE -> out.int64(inode.change());
      case Attr.SIZE -> out.int64(inode.size());
      case Attr.FSID -> fsid(out, target);
      case Attr.FILEHANDLE -> Handles.write(out, target);
      case Attr.FILEID -> out.int64(inode.id());
      case Attr.ACL -> AclAttribute.write(out, acl(compound, target));
      case Attr.MODE -> out.int32(inode.mode());
      case Attr.NUMLINKS -> out.int32(inode.links());
      case Attr.OWNER -> Owners.write(out, inode.uid());
      case Attr.OWNER_GROUP -> Owners.write(out, inode.gid());
      case Attr.RAWDEV -> out.int64(inode.device());
      case Attr.SPACE_USED -> out.int64(inode.space());
      case Attr.TIME_ACCESS -> Times.write(out, inode.atime());
      case Attr.TIME_CREATE -> Times.write(out, inode.btime());
      case Attr.TIME_METADATA -> Times.write(out, inode.ctime());
      case Attr.TIME_MODIFY -> Times.write(out, inode.mtime());
      case Attr.MOUNTED_ON_FILEID -> out.int64(mountedOn(target));
      default -> fileSystem.write(compound, out, attribute, target);
    }
  }

  private Acl acl(Compound compound, Target target) {
    return target instanceof Target.File(var export, var inode)
        ? nfs.files().acl(compound.view(), export.credentials(), inode)
        : PosixTranslation.ofMode(target.inode().mode());
  }

  private void fsid(XdrWriter out, Target target) {
    switch (target) {
      case Target.File file -> out.int64(nfs.fsid(file.export().exportId()));
      case Target.Pseudo ignored -> out.int64(nfs.fsid(NO_EXPORT) ^ PSEUDO_FSID_SALT);
    }
    out.int64(0);
  }

  private long mountedOn(Target target) {
    long id = target.inode().id();
    return target instanceof Target.File(var export, var inode) && export.rootFileId() == id
        ? pseudo.mountedOn(export.exportId(), inode.id())
        : id;
  }
}
