package io.havenfs.engine.acl;

/** The bits of {@link Ace#mask()} (RFC 8881 section 6.2.1.3). */
public final class AceMask {
  public static final int READ_DATA = 0x1;

  /** The same bit for a directory. */
  public static final int LIST_DIRECTORY = READ_DATA;

  public static final int WRITE_DATA = 0x2;

  /** The same bit for a directory. */
  public static final int ADD_FILE = WRITE_DATA;

  public static final int APPEND_DATA = 0x4;

  /** The same bit for a directory. */
  public static final int ADD_SUBDIRECTORY = APPEND_DATA;

  public static final int READ_NAMED_ATTRS = 0x8;
  public static final int WRITE_NAMED_ATTRS = 0x10;
  public static final int EXECUTE = 0x20;
  public static final int DELETE_CHILD = 0x40;
  public static final int READ_ATTRIBUTES = 0x80;
  public static final int WRITE_ATTRIBUTES = 0x100;
  public static final int WRITE_RETENTION = 0x200;
  public static final int WRITE_RETENTION_HOLD = 0x400;
  public static final int DELETE = 0x1_0000;
  public static final int READ_ACL = 0x2_0000;
  public static final int WRITE_ACL = 0x4_0000;
  public static final int WRITE_OWNER = 0x8_0000;
  public static final int SYNCHRONIZE = 0x10_0000;

  /** All there are. */
  public static final int ALL = 0x1f_07ff;

  /** What everybody may do whatever the mode says. */
  static final int ALWAYS = READ_ATTRIBUTES | READ_ACL | SYNCHRONIZE;

  /** What an owner may do besides, whatever the mode says. */
  static final int OWNER_ALWAYS = WRITE_ATTRIBUTES | WRITE_ACL;

  private static final int READ_BITS = READ_DATA | READ_NAMED_ATTRS;
  private static final int WRITE_BITS = WRITE_DATA | APPEND_DATA | WRITE_NAMED_ATTRS;

  /** All bits that follow from a mode. */
  static final int OF_MODE = READ_BITS | WRITE_BITS | EXECUTE;

  private static final int[] BY_PERMISSIONS = new int[8];

  static {
    for (int rwx = 0; rwx < BY_PERMISSIONS.length; rwx++) {
      BY_PERMISSIONS[rwx] =
          ((rwx & 4) != 0 ? READ_BITS : 0)
              | ((rwx & 2) != 0 ? WRITE_BITS : 0)
              | ((rwx & 1) != 0 ? EXECUTE : 0);
    }
  }

  private AceMask() {}

  /** What permissions of a mode (read 4, write 2, execute 1; other bits are ignored) stand for. */
  public static int ofPermissions(int rwx) {
    return BY_PERMISSIONS[rwx & 7];
  }

  /**
   * The permissions that a mask amounts to: writing takes the rights to overwrite and to append
   * (RFC 8881 section 6.3.2).
   */
  public static int permissions(int mask) {
    int write = WRITE_DATA | APPEND_DATA;
    return ((mask & READ_DATA) != 0 ? 4 : 0)
        | ((mask & write) == write ? 2 : 0)
        | ((mask & EXECUTE) != 0 ? 1 : 0);
  }

  /** What a mode gives to one of its classes, by that class's three bits. */
  public static int ofClass(int rwx, boolean isOwner) {
    return BY_PERMISSIONS[rwx & 7] | ALWAYS | (isOwner ? OWNER_ALWAYS : 0);
  }
}
