package io.havenfs.rpc.transport;

import io.havenfs.rpc.AuthStatus;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Decodes the headers of replies (RFC 5531 section 9) and tells the calls' handlers. */
final class ReplyReader {
  private ReplyReader() {}

  /**
   * Takes the reply in {@code buffer} from {@code from} to {@code to} to the call that waits for
   * it; if none does, for instance because it was given up, nothing happens.
   */
  static void dispatch(PendingCalls pending, ByteBuf buffer, int from, int to) {
    ReplyHandler handler = pending.take(buffer.getInt(from));
    if (handler == null) {
      return;
    }
    XdrReader reader = new XdrReader(buffer, from + 8, to);
    RpcFailure failure;
    try {
      failure = reader.int32() == Replies.MSG_ACCEPTED ? accepted(reader) : denied(reader);
      if (failure == null) {
        handler.reply(reader);
        return;
      }
    } catch (XdrException malformed) {
      failure =
          new RpcFailure(RpcFailure.Kind.MALFORMED_REPLY, String.valueOf(malformed.getMessage()));
    }
    handler.failed(failure);
  }

  private static @Nullable RpcFailure accepted(XdrReader reader) {
    reader.int32();
    reader.skipOpaque(Credential.MAX_BODY);
    int status = reader.int32();
    return switch (status) {
      case Replies.SUCCESS -> null;
      case Replies.PROG_UNAVAIL -> failure(RpcFailure.Kind.PROG_UNAVAIL, "program not served");
      case Replies.PROG_MISMATCH ->
          failure(
              RpcFailure.Kind.PROG_MISMATCH,
              "versions " + reader.uint32() + " to " + reader.uint32() + " are served");
      case Replies.PROC_UNAVAIL -> failure(RpcFailure.Kind.PROC_UNAVAIL, "no such procedure");
      case Replies.GARBAGE_ARGS ->
          failure(RpcFailure.Kind.GARBAGE_ARGS, "arguments not understood");
      case Replies.SYSTEM_ERR -> failure(RpcFailure.Kind.SYSTEM_ERR, "the peer failed");
      default -> failure(RpcFailure.Kind.MALFORMED_REPLY, "accept_stat " + status);
    };
  }

  private static RpcFailure denied(XdrReader reader) {
    int reason = reader.int32();
    return switch (reason) {
      case Replies.RPC_MISMATCH ->
          failure(
              RpcFailure.Kind.RPC_MISMATCH,
              "RPC versions " + reader.uint32() + " to " + reader.uint32() + " are spoken");
      case Replies.AUTH_ERROR ->
          failure(RpcFailure.Kind.AUTH_ERROR, AuthStatus.of(reader.int32()).name());
      default -> failure(RpcFailure.Kind.MALFORMED_REPLY, "reject_stat " + reason);
    };
  }

  private static RpcFailure failure(RpcFailure.Kind kind, String detail) {
    return new RpcFailure(kind, detail);
  }
}
