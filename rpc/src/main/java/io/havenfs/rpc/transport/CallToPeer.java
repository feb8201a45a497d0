package io.havenfs.rpc.transport;

import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.netty.buffer.ByteBuf;

/** A call of ours that is encoded but for its transaction id. */
final class CallToPeer extends Outgoing {
  private final ByteBuf message;
  private final ReplyHandler handler;

  CallToPeer(StreamConnection connection, ByteBuf message, ReplyHandler handler) {
    super(connection);
    this.message = message;
    this.handler = handler;
  }

  void write(StreamConnection connection) {
    connection.sendCall(message, handler);
  }

  @Override
  void abandon() {
    message.release();
    handler.failed(new RpcFailure(RpcFailure.Kind.CONNECTION_CLOSED, "event loop has stopped"));
  }
}
