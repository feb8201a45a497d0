package io.havenfs.rpc;

import io.havenfs.rpc.xdr.XdrReader;

/**
 * Is told how a call to a peer ended: one of the two methods is called once, on the connection's
 * event loop, and must neither block nor throw; only an {@link io.havenfs.rpc.xdr.XdrException} out
 * of {@link #reply} is in order: {@link #failed} is then called too. One handler may serve many
 * calls.
 */
public interface ReplyHandler {
  /** The call succeeded. {@code results} is valid only until this method returns. */
  void reply(XdrReader results);

  /** The call failed. */
  void failed(RpcFailure failure);
}
