package io.havenfs.engine.file;

/** The bits of ACCESS (RFC 1813 §3.3.4, RFC 8881 §18.1, RFC 8276 §8.5). */
public final class NfsAccess {
  public static final int READ = 0x01;
  public static final int LOOKUP = 0x02;
  public static final int MODIFY = 0x04;
  public static final int EXTEND = 0x08;
  public static final int DELETE = 0x10;
  public static final int EXECUTE = 0x20;
  public static final int XATTR_READ = 0x40;
  public static final int XATTR_WRITE = 0x80;
  public static final int XATTR_LIST = 0x100;

  private NfsAccess() {}
}
