package io.havenfs.nfs.nfs4.state;

/** Bits of {@code eia_flags} and {@code eir_flags} (RFC 8881 section 18.35.1). */
final class ExchangeFlags {
  static final int SUPP_MOVED_REFER = 0x1;
  static final int SUPP_MOVED_MIGR = 0x2;

  /** RFC 7862 section 14.2. */
  static final int SUPP_FENCE_OPS = 0x4;

  static final int BIND_PRINC_STATEID = 0x100;
  static final int USE_NON_PNFS = 0x10000;
  static final int USE_PNFS_MDS = 0x20000;
  static final int USE_PNFS_DS = 0x40000;
  static final int UPD_CONFIRMED_REC_A = 0x4000_0000;
  static final int CONFIRMED_R = 0x8000_0000;

  private static final int FROM_CLIENT =
      SUPP_MOVED_REFER
          | SUPP_MOVED_MIGR
          | BIND_PRINC_STATEID
          | USE_NON_PNFS
          | USE_PNFS_MDS
          | USE_PNFS_DS
          | UPD_CONFIRMED_REC_A;

  private ExchangeFlags() {}

  /** Whether a client may send these. */
  static boolean allowed(int flags, int minorVersion) {
    int known = minorVersion >= 2 ? FROM_CLIENT | SUPP_FENCE_OPS : FROM_CLIENT;
    return (flags & ~known) == 0;
  }
}
