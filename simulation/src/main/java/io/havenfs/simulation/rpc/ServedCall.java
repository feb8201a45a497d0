package io.havenfs.simulation.rpc;

import io.havenfs.rpc.AuthStatus;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A call that arrived, for the real programs. */
final class ServedCall implements RpcCall {
  private static final int USUAL_REPLY = 128;
  private static final Credential.Sys ROOT = new Credential.Sys(0, "simulated", 0, 0);

  private final ServedConnection connection;
  private final CallMessage message;
  private final XdrReader arguments;
  private @Nullable XdrWriter writer;
  private boolean completed;

  ServedCall(ServedConnection connection, CallMessage message) {
    this.connection = connection;
    this.message = message;
    arguments = new XdrReader(Unpooled.wrappedBuffer(message.arguments()));
  }

  @Override
  public int xid() {
    return message.xid();
  }

  @Override
  public int program() {
    return message.program();
  }

  @Override
  public int version() {
    return message.version();
  }

  @Override
  public int procedure() {
    return message.procedure();
  }

  @Override
  public Credential credential() {
    return ROOT;
  }

  @Override
  public XdrReader arguments() {
    return arguments;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return message.from();
  }

  @Override
  public InetSocketAddress localAddress() {
    return ServedConnection.SERVICE;
  }

  @Override
  public RpcConnection connection() {
    return connection;
  }

  @Override
  public XdrWriter reply() {
    return reply(USUAL_REPLY);
  }

  @Override
  public XdrWriter reply(int sizeHint) {
    requireOpen();
    XdrWriter started = writer;
    if (started == null) {
      started = new XdrWriter(Unpooled.buffer(Math.min(sizeHint, 1 << 10)));
      writer = started;
    }
    started.truncate(0);
    return started;
  }

  @Override
  public void send() {
    complete();
    XdrWriter written = writer;
    if (written == null) {
      throw new IllegalStateException("no reply was started");
    }
    byte[] results = new byte[written.position()];
    written.buffer().getBytes(written.buffer().readerIndex(), results);
    connection.send(message, results);
  }

  @Override
  public void garbageArguments() {
    throw new IllegalStateException("arguments of a " + message + " are garbage");
  }

  @Override
  public void systemError() {
    throw new IllegalStateException("system error in a " + message);
  }

  @Override
  public void authError(AuthStatus status) {
    throw new IllegalStateException(status + " for a " + message);
  }

  @Override
  public void drop() {
    complete();
  }

  private void complete() {
    requireOpen();
    completed = true;
  }

  private void requireOpen() {
    if (completed) {
      throw new IllegalStateException("already completed: " + message);
    }
  }
}
