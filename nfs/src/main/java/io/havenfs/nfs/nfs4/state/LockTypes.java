package io.havenfs.nfs.nfs4.state;

import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.LockOutcome;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** {@code nfs_lock_type4} and what is denied by it (RFC 8881 section 18.10.1). */
final class LockTypes {
  private static final int READ_LT = 1;
  private static final int WRITE_LT = 2;
  private static final int READW_LT = 3;
  private static final int WRITEW_LT = 4;

  private LockTypes() {}

  /** Decodes a type; whether it is exclusive. Clients poll for the blocking kinds. */
  static boolean readExclusive(XdrReader in) {
    int type = in.int32();
    return switch (type) {
      case READ_LT, READW_LT -> false;
      case WRITE_LT, WRITEW_LT -> true;
      default -> throw new XdrException("nfs_lock_type4 is " + type);
    };
  }

  /** {@code LOCK4denied}. */
  static void write(XdrWriter out, LockOutcome.Denied denied) {
    LockRange range = denied.range();
    out.int64(range.start());
    out.int64(range.length());
    out.int32(range.exclusive() ? WRITE_LT : READ_LT);
    out.int64(denied.clientId());
    out.opaque(denied.owner().name());
  }
}
