package io.havenfs.nfs.nlm;

import io.havenfs.engine.client.host.HostKey;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.nfs.hosts.HostCaller;
import io.havenfs.nfs.service.RememberedChange;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.function.Consumer;

/** A request, from whom it is and where its result goes. One thread at a time. */
final class NlmRequest {
  private final NlmProcedure procedure;
  private final RpcCall call;
  private final HostCaller hosts;
  private final NlmWire wire;
  private final byte[] cookie;

  /** A call whose arguments begin with a cookie, which is read. */
  NlmRequest(NlmProcedure procedure, RpcCall call, HostCaller hosts) {
    this.procedure = procedure;
    this.call = call;
    this.hosts = hosts;
    this.wire = NlmWire.of(call.version());
    this.cookie = call.arguments().opaque(NlmWire.MAX_NETOBJ);
  }

  NlmProcedure procedure() {
    return procedure;
  }

  RpcCall call() {
    return call;
  }

  NlmWire wire() {
    return wire;
  }

  XdrReader arguments() {
    return call.arguments();
  }

  /** Who asks. */
  HostKey host(String name) {
    return new HostKey(ClientAddress.of(call.remoteAddress().getAddress()), name);
  }

  /** Which address of ours was asked. */
  ClientAddress service() {
    return ClientAddress.of(call.localAddress().getAddress());
  }

  /** The result is a status. */
  void answer(NlmStatus status) {
    answer(status, out -> {});
  }

  /**
   * The result is a status and what {@code rest} writes, which may be done on another thread. The
   * reply to a message is empty and says only that it has come.
   */
  void answer(NlmStatus status, Consumer<XdrWriter> rest) {
    Consumer<XdrWriter> result =
        out -> {
          out.opaque(cookie);
          out.int32(status.code(call.version()));
          rest.accept(out);
        };
    if (!procedure.isMessage()) {
      result.accept(call.reply());
      call.send();
      return;
    }
    HostCaller.Target target =
        new HostCaller.Target(
            host("").address(), service(), NlmProgram.PROGRAM, call.version(), isStream(), false);
    call.sendEmpty();
    hosts.call(target, procedure.resultNumber(), result, Unheeded.INSTANCE);
  }

  private boolean isStream() {
    return call.connection().isStream();
  }

  /**
   * No reply may leave: the connection is closed, so that the host sends again to whoever serves.
   */
  void abandon() {
    RememberedChange.askAnother(call);
  }

  /** Whoever does not get the result asks again. */
  private enum Unheeded implements ReplyHandler {
    INSTANCE;

    @Override
    public void reply(XdrReader results) {}

    @Override
    public void failed(RpcFailure failure) {}
  }
}
