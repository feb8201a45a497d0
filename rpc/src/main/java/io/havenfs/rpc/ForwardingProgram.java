package io.havenfs.rpc;

/** Is another program in everything but what a subclass does with its calls. */
public abstract class ForwardingProgram implements RpcProgram {
  private final RpcProgram program;

  /** Forwards to {@code program}. */
  protected ForwardingProgram(RpcProgram program) {
    this.program = program;
  }

  @Override
  public final int program() {
    return program.program();
  }

  @Override
  public final int lowestVersion() {
    return program.lowestVersion();
  }

  @Override
  public final int highestVersion() {
    return program.highestVersion();
  }

  @Override
  public final boolean hasVersion(int version) {
    return program.hasVersion(version);
  }

  @Override
  public final boolean hasProcedure(int version, int procedure) {
    return program.hasProcedure(version, procedure);
  }

  @Override
  public void call(RpcCall call) {
    program.call(call);
  }
}
