package io.havenfs.simulation.rpc;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.world.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A client's connection at the node that took it. */
public final class ServedConnection implements RpcConnection, Wire.Listener {
  static final InetSocketAddress SERVICE =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.100"), 2049);

  /** Decides whether an answer may leave, and notes that it did. */
  @FunctionalInterface
  public interface Gate {
    /** Asked when an answer is complete; false: it is dropped, and the connection reset. */
    boolean passes(CallMessage answered);
  }

  private final Wire wire;
  private final long id;
  private final RpcProgram program;
  private final Gate gate;
  private final List<Runnable> closeListeners = new ArrayList<>();
  private boolean open = true;

  /** Serves {@code program} over {@code wire}, whose listener this is. */
  public ServedConnection(Wire wire, long id, RpcProgram program, Gate gate) {
    this.wire = wire;
    this.id = id;
    this.program = program;
    this.gate = gate;
  }

  @Override
  public void received(Object message) {
    if (open) {
      program.call(new ServedCall(this, (CallMessage) message));
    }
  }

  @Override
  public void ended(Wire.End end) {
    closed();
  }

  void send(CallMessage call, byte[] results) {
    if (!open) {
      return;
    }
    if (gate.passes(call)) {
      wire.send(new ReplyMessage(call.xid(), results));
    } else {
      reset();
    }
  }

  /** Breaks the connection, as a node does that stops serving. */
  public void reset() {
    if (open) {
      wire.reset();
      closed();
    }
  }

  private void closed() {
    if (open) {
      open = false;
      closeListeners.forEach(Runnable::run);
      closeListeners.clear();
    }
  }

  @Override
  public long id() {
    return id;
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
    return SERVICE;
  }

  @Override
  public InetSocketAddress localAddress() {
    return SERVICE;
  }

  @Override
  public void call(
      CallHeader header,
      int procedure,
      int sizeHint,
      Consumer<XdrWriter> arguments,
      ReplyHandler handler) {
    handler.failed(new RpcFailure(RpcFailure.Kind.NOT_SUPPORTED, "no calls to simulated clients"));
  }

  @Override
  public void call(
      CallHeader header, int procedure, Consumer<XdrWriter> arguments, ReplyHandler handler) {
    call(header, procedure, 0, arguments, handler);
  }

  @Override
  public void onClose(Runnable listener) {
    if (open) {
      closeListeners.add(listener);
    } else {
      listener.run();
    }
  }

  @Override
  public void close() {
    if (open) {
      wire.close();
      closed();
    }
  }
}
