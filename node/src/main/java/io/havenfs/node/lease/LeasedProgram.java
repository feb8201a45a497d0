package io.havenfs.node.lease;

import io.havenfs.rpc.ForwardingProgram;
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
public final class LeasedProgram extends ForwardingProgram {
  /** Who is asked and told. */
  public interface Guard {
    /** Whether this node may serve at this moment; cheap, on any thread. */
    boolean mayServe();

    /** A call came; on its connection's event loop. */
    void called(RpcCall call);

    /** A reply leaves; on any thread. */
    void answered();
  }

  private final Guard guard;

  /** Guards {@code program}. */
  public LeasedProgram(RpcProgram program, Guard guard) {
    super(program);
    this.guard = guard;
  }

  @Override
  public void call(RpcCall call) {
    guard.called(call);
    super.call(new LeasedCall(call, guard));
  }
}
