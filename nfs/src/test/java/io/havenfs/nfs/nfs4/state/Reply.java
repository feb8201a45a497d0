package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.rpc.xdr.XdrReader;

/** A COMPOUND4res, read operation by operation. */
final class Reply {
  private final byte[] bytes;
  private final XdrReader in;
  private final Nfs4Status status;
  private final int count;

  Reply(MemoryCall call) {
    bytes = call.resultBytes();
    in = call.results();
    status = status(in.int32());
    in.skipOpaque(100);
    count = in.int32();
  }

  private static Nfs4Status status(int code) {
    for (Nfs4Status status : Nfs4Status.values()) {
      if (status.code() == code) {
        return status;
      }
    }
    throw new AssertionError("no status has the number " + code);
  }

  /** How the compound ended. */
  Nfs4Status status() {
    return status;
  }

  /** How many results there are. */
  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The next result is one of {@code op}; returns its status. */
  Nfs4Status next(Op op) {
    int number = in.int32();
    if (number != op.number()) {
      throw new AssertionError(number + " instead of " + op);
    }
    return status(in.int32());
  }

  /** Skips a successful SEQUENCE and PUTFH. */
  Reply body() {
    ok(Op.SEQUENCE);
    in.skipFixedOpaque(36);
    ok(Op.PUTFH);
    return this;
  }

  /** The next result is a success of {@code op}. */
  XdrReader ok(Op op) {
    Nfs4Status ended = next(op);
    if (ended != Nfs4Status.NFS4_OK) {
      throw new AssertionError(op + " ended with " + ended);
    }
    return in;
  }

  XdrReader in() {
    return in;
  }
}
