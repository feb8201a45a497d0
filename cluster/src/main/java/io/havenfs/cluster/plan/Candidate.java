package io.havenfs.cluster.plan;

import io.havenfs.quorum.model.NodeId;
import java.util.Comparator;

/** A node that might become primary, and what speaks for it; the better one comes first. */
record Candidate(
    NodeId node, boolean sameProcess, boolean well, boolean wasPrimary, int preference) {
  static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate c) -> !c.sameProcess)
          .thenComparing(c -> !c.well)
          .thenComparing(c -> !c.wasPrimary)
          .thenComparing(Candidate::preference);
}
