package io.havenfs.cluster.plan;

import io.havenfs.quorum.model.NodeId;
import java.util.Comparator;

/**
 * A node that might become primary, and what speaks for it; the better one comes first.
 *
 * @param trusted whether it may be chosen at once: its process is the one that came in sync, or, in
 *     shared storage, nothing is known against it
 */
record Candidate(NodeId node, boolean trusted, boolean well, boolean wasPrimary, int preference) {
  static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate c) -> !c.trusted)
          .thenComparing(c -> !c.well)
          .thenComparing(c -> !c.wasPrimary)
          .thenComparing(Candidate::preference);
}
