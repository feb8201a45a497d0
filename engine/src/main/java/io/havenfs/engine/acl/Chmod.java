package io.havenfs.engine.acl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A chmod of an ACL of any shape. New entries say what owner, group and others may; of the old ones
 * stays what a mode cannot say: entries of named users and groups, limited, bits like DELETE that
 * no mode has, and what is inherited.
 */
final class Chmod {
  private final int owner;
  private final int group;
  private final int other;
  private final int limit;
  private final List<Ace> kept = new ArrayList<>();
  private final List<Ace> passedOn = new ArrayList<>();

  private Chmod(int owner, int group, int other, int limit) {
    this.owner = owner;
    this.group = group;
    this.other = other;
    this.limit = limit;
  }

  /**
   * The ACL that gives owner, group and others these permissions.
   *
   * @param limit the most that whoever is named may
   */
  static Acl of(Acl acl, int owner, int group, int other, int limit) {
    Chmod chmod = new Chmod(owner, group, other, limit);
    for (Ace ace : acl.entries()) {
      chmod.add(ace);
    }
    return chmod.result();
  }

  /** An entry with an effect on both the object and what is made in it becomes two. */
  private void add(Ace ace) {
    if (ace.isEffective()) {
      keep(ace.withFlags(0));
    }
    if (ace.isInheritable()) {
      passedOn.add(ace.withFlags(ace.flags() | AceFlag.INHERIT_ONLY));
    }
  }

  private void keep(Ace ace) {
    int gone;
    if (!ace.who().isNamed()) {
      int again = AceMask.ALWAYS | (ace.who().equals(Who.OWNER) ? AceMask.OWNER_ALWAYS : 0);
      gone = AceMask.OF_MODE | (ace.allow() ? again : 0);
    } else {
      gone = ace.allow() ? AceMask.ofPermissions(~limit) : 0;
    }
    Ace rest = ace.withMask(ace.mask() & ~gone);
    if (rest.mask() != 0) {
      kept.add(rest);
    }
  }

  private Acl result() {
    limitNamed();
    int later = AceMask.ofPermissions(group | other);
    for (Ace ace : kept) {
      later |= ace.allow() ? ace.mask() & AceMask.OF_MODE : 0;
    }
    List<Ace> all = new ArrayList<>();
    all.add(Ace.allow(Who.OWNER, AceMask.ofClass(owner, true)));
    deny(all, Who.OWNER, AceMask.ofPermissions(~owner) & later);
    all.addAll(kept);
    all.add(Ace.allow(Who.GROUP, AceMask.ofClass(group, false)));
    deny(all, Who.GROUP, AceMask.ofPermissions(~group & other));
    all.add(Ace.allow(Who.EVERYONE, AceMask.ofClass(other, false)));
    all.addAll(passedOn);
    return new Acl(all);
  }

  /** Where others may more than who is named, whoever is named is denied the difference. */
  private void limitNamed() {
    int excess = AceMask.ofPermissions(other & ~limit);
    if (excess == 0) {
      return;
    }
    Set<Who> named = new LinkedHashSet<>();
    kept.stream().map(Ace::who).filter(Who::isNamed).forEach(named::add);
    kept.replaceAll(ace -> isDenied(ace) ? ace.withMask(ace.mask() & ~excess) : ace);
    kept.removeIf(ace -> isDenied(ace) && ace.mask() == 0);
    List<Ace> limits = new ArrayList<>();
    named.forEach(who -> limits.add(Ace.deny(who, excess)));
    kept.addAll(0, limits);
  }

  private static boolean isDenied(Ace ace) {
    return ace.who().isNamed() && !ace.allow();
  }

  private static void deny(List<Ace> all, Who who, int mask) {
    if (mask != 0) {
      all.add(Ace.deny(who, mask));
    }
  }
}
