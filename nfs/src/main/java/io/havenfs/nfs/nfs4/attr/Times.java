package io.havenfs.nfs.nfs4.attr;

import io.havenfs.engine.model.TimeChange;
import io.havenfs.nfs.nfs4.proto.Nfs4Exception;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;

/** {@code nfstime4} and {@code settime4} (RFC 8881 sections 3.3.1 and 3.3.2). */
final class Times {
  private static final long NANOS = 1_000_000_000L;
  private static final int SET_TO_SERVER_TIME = 0;
  private static final int SET_TO_CLIENT_TIME = 1;

  private Times() {}

  static void write(XdrWriter out, long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS);
    out.int64(seconds);
    out.int32((int) (nanos - seconds * NANOS));
  }

  /** Times that nanoseconds in 64 bits cannot tell become the nearest that they can. */
  static TimeChange read(XdrReader in) {
    int how = in.int32();
    if (how == SET_TO_SERVER_TIME) {
      return TimeChange.SERVER_TIME;
    }
    if (how != SET_TO_CLIENT_TIME) {
      throw new XdrException("settime4 is " + how);
    }
    long seconds = in.int64();
    long nanos = in.uint32();
    if (nanos >= NANOS) {
      throw Nfs4Exception.of(Nfs4Status.NFS4ERR_INVAL);
    }
    return new TimeChange.To(clamped(seconds, nanos));
  }

  private static long clamped(long seconds, long nanos) {
    if (seconds > Long.MAX_VALUE / NANOS - 1) {
      return Long.MAX_VALUE;
    }
    if (seconds < Long.MIN_VALUE / NANOS + 1) {
      return Long.MIN_VALUE;
    }
    return seconds * NANOS + nanos;
  }
}
