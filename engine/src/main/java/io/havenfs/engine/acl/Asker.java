package io.havenfs.engine.acl;

/** Who asks for access, as far as an ACL wants to know. */
public interface Asker {
  /** The user's number. */
  int uid();

  /** Whether the user is a member of a group. */
  boolean inGroup(int group);
}
