package io.havenfs.simulation.service;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import java.util.List;

/** Several programs at one port, as one that any of their calls can be given to. */
record ProgramsByNumber(List<RpcProgram> programs) implements RpcProgram {
  ProgramsByNumber {
    programs = List.copyOf(programs);
  }

  @Override
  public int program() {
    return programs.getFirst().program();
  }

  @Override
  public int lowestVersion() {
    return programs.getFirst().lowestVersion();
  }

  @Override
  public int highestVersion() {
    return programs.getFirst().highestVersion();
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return programs.getFirst().hasProcedure(version, procedure);
  }

  @Override
  public void call(RpcCall call) {
    programs.stream()
        .filter(each -> each.program() == call.program())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("program " + call.program()))
        .call(call);
  }
}
