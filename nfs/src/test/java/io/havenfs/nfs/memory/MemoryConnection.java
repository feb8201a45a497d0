package io.havenfs.nfs.memory;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A connection that leads nowhere. */
final class MemoryConnection implements RpcConnection {
  private boolean open = true;

  @Override
  public long id() {
    return 1;
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 700);
  }

  @Override
  public InetSocketAddress localAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2049);
  }

  @Override
  public void call(
      CallHeader header,
      int procedure,
      int sizeHint,
      Consumer<XdrWriter> arguments,
      ReplyHandler handler) {
    handler.failed(new RpcFailure(RpcFailure.Kind.NOT_SUPPORTED, "a test's connection"));
  }

  @Override
  public void onClose(Runnable listener) {
    if (!open) {
      listener.run();
    }
  }

  @Override
  public void close() {
    open = false;
  }
}
