package io.havenfs.engine.acl;

import io.havenfs.engine.acl.PosixAcl.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * POSIX ACLs as NFSv4 ACLs.
 *
 * <p>POSIX looks for the one entry that fits (owner, named user, then all fitting groups, then
 * others), where NFSv4 goes through a list. So each entry becomes an ACE that allows its
 * permissions, and after it, where a later ACE could give more, one that denies the rest. All
 * groups are allowed theirs before any group is denied anything, since one fitting group entry
 * suffices. The mask becomes ACEs that deny its complement to each named user before that user's
 * permissions, and to all groups before theirs: so permissions beyond the mask are there, but
 * without effect, as in POSIX.
 *
 * <p>For every single permission the result grants precisely what POSIX does. Several at once, from
 * different groups (one may read, the other may write), are granted where POSIX, which wants one
 * entry that has all of them, refuses.
 *
 * <p>A default ACL is the same with flags that have new objects inherit it and the directory itself
 * ignore it.
 */
public final class PosixTranslation {
  private static final int ALL = 7;
  private static final int OF_DEFAULT = AceFlag.INHERITABLE | AceFlag.INHERIT_ONLY;

  private PosixTranslation() {}

  /** The ACL that grants what {@code acls} do. */
  public static Acl toAcl(PosixAcls acls) {
    List<Ace> entries = new ArrayList<>(translated(acls.access(), 0));
    acls.inherited().ifPresent(inherited -> entries.addAll(translated(inherited, OF_DEFAULT)));
    return new Acl(entries);
  }

  /** The ACL that the permission bits of a mode are. */
  public static Acl ofMode(int mode) {
    return new Acl(translated(PosixAcl.ofMode(mode), 0));
  }

  /** The POSIX ACLs of which {@code acl} is the translation, if it is one. */
  public static Optional<PosixAcls> exactly(Acl acl) {
    List<Ace> access = new ArrayList<>();
    List<Ace> inherited = new ArrayList<>();
    for (Ace ace : acl.entries()) {
      (ace.flags() == 0 ? access : inherited).add(ace.withFlags(0));
    }
    Optional<PosixAcl> own = read(access);
    Optional<PosixAcl> passedOn = read(inherited);
    if (own.isEmpty() || (passedOn.isEmpty() && !inherited.isEmpty())) {
      return Optional.empty();
    }
    PosixAcls found = new PosixAcls(own.get(), passedOn);
    return toAcl(found).equals(acl) ? Optional.of(found) : Optional.empty();
  }

  // ---- to NFSv4

  private static List<Ace> translated(PosixAcl acl, int flags) {
    Writer out = new Writer(flags);
    int groups = acl.group() | PosixAcl.union(acl.groups());
    int afterUsers = groups | acl.other();
    int own = AceMask.ofClass(acl.owner(), true);
    out.entries.add(new Ace(true, flags, own, Who.OWNER));
    out.deny(Who.OWNER, ~acl.owner() & (PosixAcl.union(acl.users()) | afterUsers));
    for (Named user : acl.users()) {
      out.deny(Who.user(user.id()), beyond(acl.mask()));
      out.allow(Who.user(user.id()), user.permissions());
      out.deny(Who.user(user.id()), ~user.permissions() & afterUsers);
    }
    groups(acl, out);
    out.allow(Who.EVERYONE, acl.other());
    return out.entries;
  }

  private static void groups(PosixAcl acl, Writer out) {
    if (acl.mask().isPresent() && acl.users().isEmpty() && acl.groups().isEmpty()) {
      // Says that there is a mask, even if it denies nothing.
      out.entries.add(
          new Ace(false, out.flags, AceMask.ofPermissions(beyond(acl.mask())), Who.GROUP));
    } else {
      out.deny(Who.GROUP, beyond(acl.mask()));
    }
    acl.groups().forEach(each -> out.deny(Who.group(each.id()), beyond(acl.mask())));
    out.allow(Who.GROUP, acl.group());
    acl.groups().forEach(each -> out.allow(Who.group(each.id()), each.permissions()));
    out.deny(Who.GROUP, ~acl.group() & acl.other());
    acl.groups().forEach(each -> out.deny(Who.group(each.id()), ~each.permissions() & acl.other()));
  }

  private static int beyond(OptionalInt mask) {
    return ~mask.orElse(ALL) & ALL;
  }

  /** Collects ACEs; an ACE that would deny nothing is left out. */
  private static final class Writer {
    private final int flags;
    private final List<Ace> entries = new ArrayList<>();

    Writer(int flags) {
      this.flags = flags;
    }

    void allow(Who who, int permissions) {
      entries.add(new Ace(true, flags, AceMask.ofClass(permissions, false), who));
    }

    void deny(Who who, int permissions) {
      int mask = AceMask.ofPermissions(permissions);
      if (mask != 0) {
        entries.add(new Ace(false, flags, mask, who));
      }
    }
  }

  // ---- from NFSv4

  /** The POSIX ACL whose translation {@code entries} could be; whether it is, the caller checks. */
  private static Optional<PosixAcl> read(List<Ace> entries) {
    List<Named> users = new ArrayList<>();
    List<Named> groups = new ArrayList<>();
    OptionalInt owner = OptionalInt.empty();
    OptionalInt group = OptionalInt.empty();
    OptionalInt other = OptionalInt.empty();
    OptionalInt mask = OptionalInt.empty();
    for (Ace ace : entries) {
      int permissions = AceMask.permissions(ace.mask());
      if (ace.allow()) {
        switch (ace.who().kind()) {
          case OWNER -> owner = OptionalInt.of(permissions);
          case GROUP -> group = OptionalInt.of(permissions);
          case EVERYONE -> other = OptionalInt.of(permissions);
          case NAMED_USER -> users.add(new Named(ace.who().id(), permissions));
          case NAMED_GROUP -> groups.add(new Named(ace.who().id(), permissions));
        }
      } else if (ace.who().kind() == Who.Kind.GROUP && group.isEmpty()) {
        mask = OptionalInt.of(~permissions & ALL);
      }
    }
    if (owner.isEmpty() || group.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    boolean named = !users.isEmpty() || !groups.isEmpty();
    OptionalInt limit = named && mask.isEmpty() ? OptionalInt.of(ALL) : mask;
    return valid(owner.getAsInt(), users, group.getAsInt(), groups, limit, other.getAsInt());
  }

  private static Optional<PosixAcl> valid(
      int owner, List<Named> users, int group, List<Named> groups, OptionalInt mask, int other) {
    boolean twice =
        users.stream().map(Named::id).distinct().count() < users.size()
            || groups.stream().map(Named::id).distinct().count() < groups.size();
    return twice
        ? Optional.empty()
        : Optional.of(new PosixAcl(owner, users, group, groups, mask, other));
  }
}
