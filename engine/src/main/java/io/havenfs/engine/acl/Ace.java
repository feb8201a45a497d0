package io.havenfs.engine.acl;

/**
 * One entry of an ACL.
 *
 * @param allow whether it allows; otherwise it denies
 * @param flags bits of {@link AceFlag}
 * @param mask bits of {@link AceMask}; may be empty
 */
public record Ace(boolean allow, int flags, int mask, Who who) {
  /** Refuses unknown bits. */
  public Ace {
    if ((flags & ~AceFlag.ALL) != 0 || (mask & ~AceMask.ALL) != 0) {
      throw new IllegalArgumentException("unknown bits in an ACE");
    }
  }

  /** One that allows, without flags. */
  public static Ace allow(Who who, int mask) {
    return new Ace(true, 0, mask, who);
  }

  /** One that denies, without flags. */
  public static Ace deny(Who who, int mask) {
    return new Ace(false, 0, mask, who);
  }

  /** Whether it counts for the object whose ACL it is in. */
  public boolean isEffective() {
    return (flags & AceFlag.INHERIT_ONLY) == 0;
  }

  /** Whether new objects get it. */
  public boolean isInheritable() {
    return (flags & AceFlag.INHERITABLE) != 0;
  }

  /** The same with other flags. */
  Ace withFlags(int newFlags) {
    return new Ace(allow, newFlags, mask, who);
  }

  /** The same with another mask. */
  Ace withMask(int newMask) {
    return new Ace(allow, flags, newMask, who);
  }
}
