package io.havenfs.interop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One failover after the other, as many as {@code -Dinterop.failovers} says, under the same
 * clients. It ends with the first grace period, reclaim, stale handle, error, or operation lost or
 * repeated.
 */
@EnabledIfSystemProperty(named = "interop.failovers", matches = "\\d+")
final class EnduranceTest {
  private static final int FAILOVERS = Integer.getInteger("interop.failovers", 0);
  private static final int CHECKED_EVERY = 10;

  private record Kind(String name, Runnable fault) {}

  @Test
  void nothingIsForgottenLostOrRepeated() {
    try (FaultLab faults = FaultLab.open(getClass().getSimpleName())) {
      long first = faults.cluster().report().epoch();
      Map<String, Integer> done = new TreeMap<>();
      List<Kind> kinds = kinds(faults);
      for (int i = 0; faults.cluster().report().epoch() - first < FAILOVERS; i++) {
        Kind kind = kinds.get(i % kinds.size());
        faults.measure(kind.name(), kind.fault());
        done.merge(kind.name(), 1, Integer::sum);
        if (i % CHECKED_EVERY == CHECKED_EVERY - 1) {
          faults.work().assertNothingForgotten();
          report(faults.cluster().report().epoch() - first, done);
          faults.publish();
        }
      }
      faults.work().assertNothingForgotten();
    }
  }

  /** Every failover within some seconds; a kill costs the start of a JVM until the next. */
  private static List<Kind> kinds(FaultLab faults) {
    NodeFaults nodes = new NodeFaults(faults);
    NetworkFaults network = new NetworkFaults(faults);
    Kind move = new Kind("service moved", nodes::move);
    Kind kill = new Kind("primary killed", nodes::killPrimary);
    Kind freeze = new Kind("primary frozen", nodes::freezePrimary);
    Kind cut = new Kind("primary hears nothing", network::deafenPrimary);
    return List.of(move, kill, move, freeze, move, kill, move, cut);
  }

  private static void report(long failovers, Map<String, Integer> done) {
    System.out.printf(
        "%d failovers %s: 0 grace periods, 0 reclaims, 0 stale handles, 0 errors, 0 operations lost"
            + " or repeated%n",
        failovers, done);
  }
}
