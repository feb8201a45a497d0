package io.havenfs.node.lease;

import io.havenfs.rpc.AuthStatus;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetSocketAddress;

/** A call that is only answered while the lease holds; otherwise it is the call it wraps. */
final class LeasedCall implements RpcCall {
  private final RpcCall call;
  private final LeasedProgram.Guard guard;

  LeasedCall(RpcCall call, LeasedProgram.Guard guard) {
    this.call = call;
    this.guard = guard;
  }

  private boolean mayAnswer() {
    if (guard.mayServe()) {
      guard.answered();
      return true;
    }
    RpcConnection connection = call.connection();
    call.drop();
    if (connection.isStream()) {
      connection.close();
    }
    return false;
  }

  @Override
  public void send() {
    if (mayAnswer()) {
      call.send();
    }
  }

  @Override
  public void garbageArguments() {
    if (mayAnswer()) {
      call.garbageArguments();
    }
  }

  @Override
  public void systemError() {
    if (mayAnswer()) {
      call.systemError();
    }
  }

  @Override
  public void authError(AuthStatus status) {
    if (mayAnswer()) {
      call.authError(status);
    }
  }

  @Override
  public void drop() {
    call.drop();
  }

  @Override
  public int xid() {
    return call.xid();
  }

  @Override
  public int program() {
    return call.program();
  }

  @Override
  public int version() {
    return call.version();
  }

  @Override
  public int procedure() {
    return call.procedure();
  }

  @Override
  public Credential credential() {
    return call.credential();
  }

  @Override
  public XdrReader arguments() {
    return call.arguments();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return call.remoteAddress();
  }

  @Override
  public InetSocketAddress localAddress() {
    return call.localAddress();
  }

  @Override
  public RpcConnection connection() {
    return call.connection();
  }

  @Override
  public XdrWriter reply() {
    return call.reply();
  }

  @Override
  public XdrWriter reply(int sizeHint) {
    return call.reply(sizeHint);
  }
}
