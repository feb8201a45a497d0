package io.havenfs.rpc.transport;

import io.havenfs.rpc.RpcCall;

/**
 * Is told when a program throws something other than an {@link io.havenfs.rpc.xdr.XdrException}: a
 * bug. The call itself is answered with SYSTEM_ERR. Called on an event loop; must not block.
 */
@FunctionalInterface
public interface FaultHandler {
  /** The program threw {@code fault} when it was given {@code call}. */
  void programFailed(RpcCall call, Throwable fault);
}
