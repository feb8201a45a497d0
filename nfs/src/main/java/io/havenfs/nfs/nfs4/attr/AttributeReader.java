package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.acl.Acl;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.engine.model.TimeChange;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Decodes a {@code fattr4} of attributes to be set. One per decoding. */
public final class AttributeReader {
  private static final int MODE_BITS = 07777;

  private OptionalInt mode = OptionalInt.empty();
  private OptionalInt uid = OptionalInt.empty();
  private OptionalInt gid = OptionalInt.empty();
  private OptionalLong size = OptionalLong.empty();
  private TimeChange atime = TimeChange.KEEP;
  private TimeChange mtime = TimeChange.KEEP;
  private OptionalInt umask = OptionalInt.empty();
  private Optional<Acl> acl = Optional.empty();
  private int maskedMode;
  private int modeMask;

  private AttributeReader() {}

  /**
   * Decodes one. NFS4ERR_ATTRNOTSUPP for an attribute that the minor version does not have here,
   * NFS4ERR_INVAL for one that cannot be set (RFC 8881 section 18.30.3).
   */
  public static NewAttributes read(XdrReader in, int minorVersion) {
    Bitmap given = Bitmap.read(in);
    int length = in.length(in.remaining());
    int end = in.position() + length;
    if (given.isEmpty() && length == 0) {
      return NewAttributes.NONE;
    }
    if (!given.without(Supported.in(minorVersion)).isEmpty()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_ATTRNOTSUPP);
    }
    if (!given.without(Supported.SETTABLE).isEmpty()) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    AttributeReader reader = new AttributeReader();
    reader.all(in, given);
    if (in.position() != end) {
      throw new XdrException("attrlist4 has " + (end - in.position()) + " bytes too many");
    }
    return reader.result(given);
  }

  private void all(XdrReader in, Bitmap given) {
    if (given.has(Attr.SIZE)) {
      size = OptionalLong.of(size(in));
    }
    if (given.has(Attr.ACL)) {
      acl = Optional.of(AclAttribute.read(in));
    }
    if (given.has(Attr.MODE)) {
      mode = OptionalInt.of(in.int32() & MODE_BITS);
    }
    if (given.has(Attr.OWNER)) {
      uid = OptionalInt.of(Owners.read(in));
    }
    if (given.has(Attr.OWNER_GROUP)) {
      gid = OptionalInt.of(Owners.read(in));
    }
    if (given.has(Attr.TIME_ACCESS_SET)) {
      atime = Times.read(in);
    }
    if (given.has(Attr.TIME_MODIFY_SET)) {
      mtime = Times.read(in);
    }
    if (given.has(Attr.MODE_SET_MASKED)) {
      masked(in);
    }
    if (given.has(Attr.MODE_UMASK)) {
      withUmask(in, given);
    }
  }

  private void masked(XdrReader in) {
    maskedMode = in.int32();
    modeMask = in.int32();
    boolean both = mode.isPresent();
    if (both || (modeMask & ~MODE_BITS) != 0 || (maskedMode & ~modeMask) != 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
  }

  /** RFC 8275: a mode for new objects only, to which they may have to apply a umask. */
  private void withUmask(XdrReader in, Bitmap given) {
    mode = OptionalInt.of(in.int32() & MODE_BITS);
    umask = OptionalInt.of(in.int32() & MODE_BITS);
    if (given.has(Attr.MODE) || given.has(Attr.MODE_SET_MASKED)) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
  }

  private NewAttributes result(Bitmap given) {
    SetAttributes values = new SetAttributes(mode, uid, gid, size, atime, mtime, umask, acl);
    return new NewAttributes(given, values, maskedMode, modeMask);
  }

  private static long size(XdrReader in) {
    long size = in.int64();
    if (size < 0) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_FBIG);
    }
    return size;
  }
}
