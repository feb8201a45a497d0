package io.havenfs.engine.model;

import io.havenfs.engine.acl.Acl;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The attributes that a SETATTR or a create wants set; absent ones stay or get their default.
 *
 * @param umask bits that a new object does not get, unless it inherits an ACL (RFC 8275)
 * @param acl decides about the permission bits, too, whatever {@code mode} says
 */
public record SetAttributes(
    OptionalInt mode,
    OptionalInt uid,
    OptionalInt gid,
    OptionalLong size,
    TimeChange atime,
    TimeChange mtime,
    OptionalInt umask,
    Optional<Acl> acl) {
  /** Changes nothing. */
  public static final SetAttributes NONE =
      new SetAttributes(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          TimeChange.KEEP,
          TimeChange.KEEP);

  /** Those that have nothing to do with ACLs. */
  public SetAttributes(
      OptionalInt mode,
      OptionalInt uid,
      OptionalInt gid,
      OptionalLong size,
      TimeChange atime,
      TimeChange mtime) {
    this(mode, uid, gid, size, atime, mtime, OptionalInt.empty(), Optional.empty());
  }

  /** Only the permission bits. */
  public static SetAttributes ofMode(int mode) {
    return new SetAttributes(
        OptionalInt.of(mode),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        TimeChange.KEEP,
        TimeChange.KEEP);
  }

  /** The same with another size, or none. */
  public SetAttributes withSize(OptionalLong newSize) {
    return new SetAttributes(mode, uid, gid, newSize, atime, mtime, umask, acl);
  }

  /** The same with another mode. */
  public SetAttributes withMode(int newMode) {
    return new SetAttributes(OptionalInt.of(newMode), uid, gid, size, atime, mtime, umask, acl);
  }

  /** The same with a mode to which a new object's umask applies. */
  public SetAttributes withMode(int newMode, int newUmask) {
    return new SetAttributes(
        OptionalInt.of(newMode), uid, gid, size, atime, mtime, OptionalInt.of(newUmask), acl);
  }

  /** The same with an ACL. */
  public SetAttributes withAcl(Acl newAcl) {
    return new SetAttributes(mode, uid, gid, size, atime, mtime, umask, Optional.of(newAcl));
  }
}
