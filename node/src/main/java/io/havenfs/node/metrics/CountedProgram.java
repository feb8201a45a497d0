package io.havenfs.node.metrics;

import io.havenfs.rpc.ForwardingProgram;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of another program by version and procedure; otherwise is that program. */
public final class CountedProgram extends ForwardingProgram {
  private static final int MAX_PROCEDURES = 64;

  /** How often a procedure was called. */
  public record Count(int version, int procedure, LongAdder calls) {}

  private final LongAdder[][] calls;

  /** Counts the calls of {@code program}. */
  public CountedProgram(RpcProgram program) {
    super(program);
    this.calls = new LongAdder[program.highestVersion() - program.lowestVersion() + 1][];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = new LongAdder[MAX_PROCEDURES];
      for (int procedure = 0; procedure < MAX_PROCEDURES; procedure++) {
        calls[i][procedure] = new LongAdder();
      }
    }
  }

  /** A counter for every procedure of every version. */
  public List<Count> counts() {
    List<Count> counts = new ArrayList<>();
    for (int version = lowestVersion(); version <= highestVersion(); version++) {
      for (int procedure = 0; procedure < MAX_PROCEDURES; procedure++) {
        if (hasVersion(version) && hasProcedure(version, procedure)) {
          counts.add(new Count(version, procedure, counter(version, procedure)));
        }
      }
    }
    return counts;
  }

  @Override
  public void call(RpcCall call) {
    counter(call.version(), call.procedure()).increment();
    super.call(call);
  }

  private LongAdder counter(int version, int procedure) {
    return calls[version - lowestVersion()][procedure];
  }
}
