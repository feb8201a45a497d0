package io.havenfs.engine.acl;

/**
 * The bits of {@link Ace#flags()} (RFC 8881 section 6.2.1.4): how an ACE of a directory passes to
 * new objects in it. Whether somebody is a group is part of {@link Who}.
 */
public final class AceFlag {
  /** New objects that are no directories get it. */
  public static final int FILE_INHERIT = 0x1;

  /** New directories get it. */
  public static final int DIRECTORY_INHERIT = 0x2;

  /** Those who get it do not pass it on. */
  public static final int NO_PROPAGATE_INHERIT = 0x4;

  /** It has no effect on the directory itself. */
  public static final int INHERIT_ONLY = 0x8;

  /** Either of the two that make an ACE inheritable. */
  public static final int INHERITABLE = FILE_INHERIT | DIRECTORY_INHERIT;

  /** All there are. */
  public static final int ALL = 0xf;

  private AceFlag() {}
}
