package io.havenfs.nfs.nfs4.state;

/** Bits of {@code sr_status_flags} (RFC 8881 section 18.46.1) that this server ever sets. */
final class SequenceStatus {
  static final int CB_PATH_DOWN = 0x1;
  static final int ADMIN_STATE_REVOKED = 0x20;
  static final int RESTART_RECLAIM_NEEDED = 0x100;

  private SequenceStatus() {}
}
