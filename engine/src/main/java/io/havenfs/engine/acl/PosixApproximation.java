package io.havenfs.engine.acl;

import io.havenfs.engine.acl.PosixAcl.Named;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What POSIX clients are shown of an ACL. The POSIX ACL itself, where it is the translation of one.
 * Otherwise an approximation that shows somebody at most what that one is granted: what could be
 * denied to members of any group counts as denied, since nobody knows who is in which.
 */
public final class PosixApproximation {
  private PosixApproximation() {}

  /**
   * The POSIX ACLs to show.
   *
   * @param owner the file's owner: entries that name this user count for it
   * @param isDirectory whether it can have a default ACL
   */
  public static PosixAcls of(Acl acl, int owner, boolean isDirectory) {
    Optional<PosixAcls> exact = PosixTranslation.exactly(acl);
    if (exact.isPresent()) {
      return exact.get();
    }
    List<Ace> own = acl.entries().stream().filter(Ace::isEffective).toList();
    return new PosixAcls(
        approximate(own, Set.of(Who.user(owner))), isDirectory ? inherited(acl) : Optional.empty());
  }

  /** Allowed is what both files and directories inherit, denied what either does. */
  private static Optional<PosixAcl> inherited(Acl acl) {
    List<Ace> passedOn =
        acl.entries().stream()
            .filter(
                ace ->
                    ace.allow()
                        ? (ace.flags() & AceFlag.INHERITABLE) == AceFlag.INHERITABLE
                        : ace.isInheritable())
            .toList();
    return passedOn.isEmpty() ? Optional.empty() : Optional.of(approximate(passedOn, Set.of()));
  }

  private static PosixAcl approximate(List<Ace> entries, Set<Who> ownerByName) {
    Set<Who> named = new LinkedHashSet<>();
    entries.stream().map(Ace::who).filter(Who::isNamed).forEach(named::add);
    named.removeAll(ownerByName);
    Set<Who> owner = new LinkedHashSet<>(ownerByName);
    owner.addAll(List.of(Who.OWNER, Who.EVERYONE));
    List<Named> users = named(entries, named, Who.Kind.NAMED_USER);
    List<Named> groups = named(entries, named, Who.Kind.NAMED_GROUP);
    int group = permissions(entries, Set.of(Who.GROUP, Who.EVERYONE), true);
    int limit = group | PosixAcl.union(users) | PosixAcl.union(groups);
    return new PosixAcl(
        permissions(entries, owner, true),
        users,
        group,
        groups,
        named.isEmpty() ? OptionalInt.empty() : OptionalInt.of(limit),
        permissions(entries, Set.of(Who.EVERYONE), false));
  }

  private static List<Named> named(List<Ace> entries, Set<Who> all, Who.Kind kind) {
    Stream<Who> wanted = all.stream().filter(who -> who.kind() == kind);
    return wanted
        .map(who -> new Named(who.id(), permissions(entries, Set.of(who, Who.EVERYONE), true)))
        .toList();
  }

  /**
   * What those are granted whom {@code certain} means.
   *
   * @param inAnyGroup whether they could be members of whatever group is denied something
   */
  private static int permissions(List<Ace> entries, Set<Who> certain, boolean inAnyGroup) {
    int allowed = 0;
    int denied = 0;
    for (Ace ace : entries) {
      boolean means = certain.contains(ace.who());
      if (ace.allow()) {
        allowed |= means ? ace.mask() & ~denied : 0;
      } else if (means || (inAnyGroup && ace.who().isGroup())) {
        denied |= ace.mask() & ~allowed;
      }
    }
    return AceMask.permissions(allowed);
  }
}
