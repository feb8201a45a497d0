package io.havenfs.node.serving;

import io.havenfs.node.metrics.CountedProgram;
import java.util.List;

/**
 * What is served, each program with its counters.
 *
 * @param overTcp the programs offered over TCP
 * @param overUdp the programs offered over UDP: those whose protocols allow it
 */
public record Programs(List<CountedProgram> overTcp, List<CountedProgram> overUdp) {
  public Programs {
    overTcp = List.copyOf(overTcp);
    overUdp = List.copyOf(overUdp);
  }
}
