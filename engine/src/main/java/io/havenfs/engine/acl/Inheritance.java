package io.havenfs.engine.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What new objects get from their directory's ACL (RFC 8881 section 6.4.3).
 *
 * <p>What counts for a new directory and what it passes on are different entries, so that a mode
 * applies to the former only.
 */
public final class Inheritance {
  private static final int ALL = 7;

  private Inheritance() {}

  /** What is inherited from {@code parent}; empty when nothing is. */
  public static Optional<Acl> from(Acl parent, boolean byDirectory) {
    if (!parent.isInheritable()) {
      return Optional.empty();
    }
    List<Ace> own = new ArrayList<>();
    List<Ace> passedOn = new ArrayList<>();
    int wanted = byDirectory ? AceFlag.DIRECTORY_INHERIT : AceFlag.FILE_INHERIT;
    for (Ace ace : parent.entries()) {
      if ((ace.flags() & wanted) != 0) {
        own.add(ace.withFlags(0));
      }
      boolean propagates = (ace.flags() & AceFlag.NO_PROPAGATE_INHERIT) == 0;
      if (byDirectory && ace.isInheritable() && propagates) {
        passedOn.add(ace.withFlags(ace.flags() | AceFlag.INHERIT_ONLY));
      }
    }
    own.addAll(passedOn);
    return own.isEmpty() ? Optional.empty() : Optional.of(new Acl(own));
  }

  /**
   * The ACL of a new object that inherits {@code inherited} and is created with {@code mode}. A
   * class (owner, group, others) that the inherited entries say something about gets at most what
   * both give, and named users and groups at most what the mode gives to the group, as in Linux.
   * Any other class gets what the mode says.
   *
   * @param umask what is taken from the latter (RFC 8275: not from the former)
   */
  public static Acl restricted(Acl inherited, int mode, int umask) {
    int spoken = spoken(inherited);
    int bits = mode & ((spoken & AclMode.of(inherited)) | (~spoken & ~umask));
    return PosixTranslation.exactly(inherited).isPresent()
        ? AclMode.changed(inherited, bits)
        : AclMode.forced(inherited, bits, mode);
  }

  /**
   * The ACL of a new object that inherits {@code inherited} and is created without a mode: a class
   * that the inherited entries say nothing about gets what {@code defaultMode} says.
   */
  public static Acl completed(Acl inherited, int defaultMode) {
    int spoken = spoken(inherited);
    List<Ace> all = new ArrayList<>(inherited.entries().stream().filter(Ace::isEffective).toList());
    if ((spoken & ALL << 6) == 0) {
      all.add(Ace.allow(Who.OWNER, AceMask.ofClass(defaultMode >> 6, true)));
    }
    if ((spoken & ALL << 3) == 0) {
      all.add(Ace.allow(Who.GROUP, AceMask.ofClass(defaultMode >> 3, false)));
    }
    if ((spoken & ALL) == 0) {
      all.add(Ace.allow(Who.EVERYONE, AceMask.ofClass(defaultMode, false)));
    }
    inherited.entries().stream().filter(ace -> !ace.isEffective()).forEach(all::add);
    return new Acl(all);
  }

  /** The bits of a mode that the effective entries of an ACL say something about. */
  private static int spoken(Acl acl) {
    return (mentions(acl, Who.OWNER) ? ALL << 6 : 0)
        | (mentions(acl, Who.GROUP) ? ALL << 3 : 0)
        | (mentions(acl, Who.EVERYONE) ? ALL : 0);
  }

  private static boolean mentions(Acl acl, Who who) {
    return acl.entries().stream()
        .filter(Ace::isEffective)
        .anyMatch(ace -> ace.who().equals(who) || ace.who().equals(Who.EVERYONE));
  }
}
