package io.havenfs.rpc.transport;

import io.havenfs.rpc.AuthStatus;
import io.netty.buffer.ByteBuf;

/**
 * Encodes reply headers (RFC 5531 section 9). Every verifier that we send is AUTH_NONE, so all that
 * would change for another flavour is here.
 */
final class Replies {
  /** Bytes of the header of an accepted reply. */
  static final int ACCEPTED_BYTES = 24;

  static final int SUCCESS = 0;
  static final int PROG_UNAVAIL = 1;
  static final int PROG_MISMATCH = 2;
  static final int PROC_UNAVAIL = 3;
  static final int GARBAGE_ARGS = 4;
  static final int SYSTEM_ERR = 5;

  static final int RPC_MISMATCH = 0;
  static final int AUTH_ERROR = 1;

  static final int MSG_ACCEPTED = 0;
  static final int MSG_DENIED = 1;

  static final int CALL = 0;
  static final int REPLY = 1;
  static final int RPC_VERSION = 2;

  private Replies() {}

  /** An accepted reply with the given {@code accept_stat}; results may follow. */
  static void accepted(ByteBuf target, int xid, int status) {
    target.writeLong(((long) xid << 32) | REPLY);
    target.writeLong(0); // MSG_ACCEPTED, and the verifier's flavour AUTH_NONE
    target.writeLong(status); // the verifier's length 0, and the status
  }

  /** PROG_MISMATCH with the range of versions that is served. */
  static void programMismatch(ByteBuf target, int xid, int low, int high) {
    accepted(target, xid, PROG_MISMATCH);
    target.writeInt(low);
    target.writeInt(high);
  }

  /** RPC_MISMATCH: only RPC version 2 is spoken here. */
  static void rpcMismatch(ByteBuf target, int xid) {
    denied(target, xid, RPC_MISMATCH);
    target.writeInt(RPC_VERSION);
    target.writeInt(RPC_VERSION);
  }

  /** AUTH_ERROR with the reason. */
  static void authError(ByteBuf target, int xid, AuthStatus status) {
    denied(target, xid, AUTH_ERROR);
    target.writeInt(status.code());
  }

  private static void denied(ByteBuf target, int xid, int reason) {
    target.writeLong(((long) xid << 32) | REPLY);
    target.writeInt(MSG_DENIED);
    target.writeInt(reason);
  }
}
