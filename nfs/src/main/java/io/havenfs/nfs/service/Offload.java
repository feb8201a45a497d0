package io.havenfs.nfs.service;

import io.havenfs.rpc.RpcCall;

/** Where a request goes on that has to wait for the disk, so that no event loop does. */
@FunctionalInterface
public interface Offload {
  /**
   * Runs {@code work}, which completes {@code call}: on another thread soon, or here and now when
   * too much waits already. Should {@code work} throw, the call ends with SYSTEM_ERR.
   */
  void run(RpcCall call, Runnable work);
}
