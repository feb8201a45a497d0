package io.havenfs.engine.acl;

/**
 * Whom an ACE is about.
 *
 * @param id the user's or group's number; 0 for those that have none
 */
public record Who(Kind kind, int id) {
  /** Who can be meant; the codes are part of the stored format. */
  public enum Kind {
    /** Whoever owns the file: {@code OWNER@}. */
    OWNER(0),
    /** Who is in the file's group: {@code GROUP@}. */
    GROUP(1),
    /** Everybody, owner and group included: {@code EVERYONE@}. */
    EVERYONE(2),
    /** One user. */
    NAMED_USER(3),
    /** Who is in one group. */
    NAMED_GROUP(4);

    private static final Kind[] VALUES = values();

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** What is stored for it. */
    public int code() {
      return code;
    }

    /** What is stored as {@code code}; {@link IllegalArgumentException} for an unknown one. */
    public static Kind of(int code) {
      if (code < 0 || code >= VALUES.length) {
        throw new IllegalArgumentException("unknown kind of who " + code);
      }
      return VALUES[code];
    }
  }

  public static final Who OWNER = new Who(Kind.OWNER, 0);
  public static final Who GROUP = new Who(Kind.GROUP, 0);
  public static final Who EVERYONE = new Who(Kind.EVERYONE, 0);

  /** One user. */
  public static Who user(int uid) {
    return new Who(Kind.NAMED_USER, uid);
  }

  /** Who is in one group. */
  public static Who group(int gid) {
    return new Who(Kind.NAMED_GROUP, gid);
  }

  /** Whether a user or group is named. */
  public boolean isNamed() {
    return kind == Kind.NAMED_USER || kind == Kind.NAMED_GROUP;
  }

  /** Whether it stands for the members of a group. */
  public boolean isGroup() {
    return kind == Kind.GROUP || kind == Kind.NAMED_GROUP;
  }

  /** Whether {@code asker} is meant, given a file's owner and group. */
  boolean matches(Asker asker, int owner, int group) {
    return switch (kind) {
      case OWNER -> asker.uid() == owner;
      case GROUP -> asker.inGroup(group);
      case EVERYONE -> true;
      case NAMED_USER -> asker.uid() == id;
      case NAMED_GROUP -> asker.inGroup(id);
    };
  }
}
