package io.havenfs.nfs.service;

import io.havenfs.rpc.ForwardingProgram;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;

/** A program whose callers are noted. Thread-safe if the program is. */
public final class SightedProgram extends ForwardingProgram {
  private final Sightings sightings;

  /** Has {@code sightings} note who calls {@code program}. */
  public SightedProgram(RpcProgram program, Sightings sightings) {
    super(program);
    this.sightings = sightings;
  }

  @Override
  public void call(RpcCall call) {
    sightings.saw(call.remoteAddress().getAddress());
    super.call(call);
  }
}
