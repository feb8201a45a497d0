package io.havenfs.nfs.service;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;

/** A program whose callers are noted. Thread-safe if the program is. */
public final class SightedProgram implements RpcProgram {
  private final RpcProgram program;
  private final Sightings sightings;

  /** Has {@code sightings} note who calls {@code program}. */
  public SightedProgram(RpcProgram program, Sightings sightings) {
    this.program = program;
    this.sightings = sightings;
  }

  @Override
  public int program() {
    return program.program();
  }

  @Override
  public int lowestVersion() {
    return program.lowestVersion();
  }

  @Override
  public int highestVersion() {
    return program.highestVersion();
  }

  @Override
  public boolean hasVersion(int version) {
    return program.hasVersion(version);
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return program.hasProcedure(version, procedure);
  }

  @Override
  public void call(RpcCall call) {
    sightings.saw(call.remoteAddress().getAddress());
    program.call(call);
  }
}
