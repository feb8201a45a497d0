package io.havenfs.engine.acl;

import java.util.Optional;

/** The nine permission bits that an ACL shows, and what a chmod makes of an ACL. */
public final class AclMode {
  private static final int ALL = 7;

  private AclMode() {}

  /**
   * The permission bits of an ACL (RFC 8881 section 6.3.2): what {@code OWNER@}, {@code GROUP@} and
   * {@code EVERYONE@} are granted. The group's bits of a translated POSIX ACL are its mask, as
   * POSIX has it.
   */
  public static int of(Acl acl) {
    return PosixTranslation.exactly(acl)
        .map(acls -> acls.access().mode())
        .orElseGet(
            () ->
                granted(acl, Who.OWNER) << 6
                    | granted(acl, Who.GROUP) << 3
                    | granted(acl, Who.EVERYONE));
  }

  /** Whether an ACL says no more than its permission bits do. */
  public static boolean isJustMode(Acl acl) {
    Optional<PosixAcls> posix = PosixTranslation.exactly(acl);
    return posix.isPresent() && posix.get().inherited().isEmpty() && posix.get().access().isMode();
  }

  /** The permissions that the entries of {@code who} and of everybody grant. */
  private static int granted(Acl acl, Who who) {
    int allowed = 0;
    int denied = 0;
    for (Ace ace : acl.entries()) {
      boolean counts = ace.who().equals(who) || ace.who().equals(Who.EVERYONE);
      if (counts && ace.isEffective()) {
        if (ace.allow()) {
          allowed |= ace.mask() & ~denied;
        } else {
          denied |= ace.mask() & ~allowed;
        }
      }
    }
    return AceMask.permissions(allowed);
  }

  /**
   * The ACL after a chmod (RFC 8881 section 6.4.1.1). It shows precisely the bits of {@code mode},
   * and nobody whom it names is granted more than the mode gives to the group. What new objects
   * inherit does not change.
   *
   * <p>A translated POSIX ACL keeps its named entries and gets another mask. Of any other, named
   * entries lose what the group does not have.
   */
  public static Acl changed(Acl acl, int mode) {
    return PosixTranslation.exactly(acl)
        .map(
            acls ->
                PosixTranslation.toAcl(
                    new PosixAcls(acls.access().withMode(mode), acls.inherited())))
        .orElseGet(() -> forced(acl, mode, mode));
  }

  /**
   * An ACL of any shape with the bits of {@code mode}; whoever is named gets at most the group's of
   * {@code limit}.
   */
  static Acl forced(Acl acl, int mode, int limit) {
    int middle = mode >> 3 & ALL;
    return Chmod.of(acl, mode >> 6 & ALL, middle, mode & ALL, limit >> 3 & ALL);
  }
}
