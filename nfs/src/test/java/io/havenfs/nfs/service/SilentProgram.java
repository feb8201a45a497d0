package io.havenfs.nfs.service;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;

/** Leaves its calls as they are. */
final class SilentProgram implements RpcProgram {
  @Override
  public int program() {
    return 2;
  }

  @Override
  public int lowestVersion() {
    return 3;
  }

  @Override
  public int highestVersion() {
    return 3;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return true;
  }

  @Override
  public void call(RpcCall call) {}
}
