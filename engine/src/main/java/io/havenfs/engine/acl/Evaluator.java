package io.havenfs.engine.acl;

/** What an ACL grants (RFC 8881 section 6.2.1): for each bit the first ACE that matches decides. */
public final class Evaluator {
  private Evaluator() {}

  /**
   * Decides about bits of {@link AceMask}.
   *
   * @param owner the file's owner
   * @param group the file's group
   */
  public static Decision decide(Acl acl, Asker asker, int owner, int group, int wanted) {
    int open = wanted;
    int allowed = 0;
    for (Ace ace : acl.entries()) {
      if (open == 0) {
        break;
      }
      int bits = ace.mask() & open;
      if (bits != 0 && ace.isEffective() && ace.who().matches(asker, owner, group)) {
        open &= ~bits;
        allowed |= ace.allow() ? bits : 0;
      }
    }
    return new Decision(allowed, wanted & ~open & ~allowed);
  }

  /** Whether any entry allows one of {@code bits} to anybody. */
  public static boolean allowsAnybody(Acl acl, int bits) {
    for (Ace ace : acl.entries()) {
      if (ace.allow() && ace.isEffective() && (ace.mask() & bits) != 0) {
        return true;
      }
    }
    return false;
  }
}
