package io.havenfs.nfs.nfs4.file;

import io.havenfs.engine.file.WriteStability;
import io.havenfs.rpc.xdr.XdrException;

/** {@code stable_how4} (RFC 8881 section 18.32). */
public final class Stability {
  public static final int UNSTABLE4 = 0;
  public static final int DATA_SYNC4 = 1;
  public static final int FILE_SYNC4 = 2;

  private Stability() {}

  /** What a number means. */
  public static WriteStability of(int stable) {
    return switch (stable) {
      case UNSTABLE4 -> WriteStability.UNSTABLE;
      case DATA_SYNC4 -> WriteStability.DATA_SYNC;
      case FILE_SYNC4 -> WriteStability.FILE_SYNC;
      default -> throw new XdrException("stable_how4 is " + stable);
    };
  }
}
