package io.havenfs.node.lease;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;

/**
 * Another program whose replies leave only while this node may serve.
 *
 * <p>The question is asked when a reply is complete, so after everything that it tells has been
 * read. If the answer is yes, no other node served at that moment, and the reply is true as of
 * then, however long it takes to arrive. If it is no, the reply may be stale; it is dropped and the
 * connection closed, so that the client asks whoever serves now.
 */
public final class LeasedProgram implements RpcProgram {
  /** Who is asked and told. */
  public interface Guard {
    /** Whether this node may serve at this moment; cheap, on any thread. */
    boolean mayServe();

    /** A call came; on its connection's event loop. */
    void called(RpcCall call);

    /** A reply leaves; on any thread. */
    void answered();
  }

  private final RpcProgram program;
  private final Guard guard;

  /** Guards {@code program}. */
  public LeasedProgram(RpcProgram program, Guard guard) {
    this.program = program;
    this.guard = guard;
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
    guard.called(call);
    program.call(new LeasedCall(call, guard));
  }
}
