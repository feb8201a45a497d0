package io.havenfs.rpc.client;

import io.havenfs.rpc.RpcFailure;

/** A call did not succeed; says how. */
public final class RpcCallException extends RuntimeException {
  private final RpcFailure failure;

  /** An exception for {@code failure}. */
  public RpcCallException(RpcFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  /** How the call failed. */
  public RpcFailure failure() {
    return failure;
  }
}
