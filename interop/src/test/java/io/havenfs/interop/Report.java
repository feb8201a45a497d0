package io.havenfs.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a cluster says of itself and its one service.
 *
 * @param json the answer of {@code /v1/cluster}
 */
record Report(JsonNode json) {
  /** Who leads the quorum; empty if the one asked knows nobody. */
  String leader() {
    return json.path("leader").asText();
  }

  /** Who serves; empty for nobody. */
  String primary() {
    return service().path("primary").asText();
  }

  /** Whether a node serves, and not this one. */
  boolean isServedByOther(String node) {
    return !primary().isEmpty() && !primary().equals(node);
  }

  /** How many copies are in sync. */
  int copies() {
    return service().path("inSync").size();
  }

  /** Rises with each change of the primary. */
  long epoch() {
    return service().path("epoch").asLong();
  }

  /** The failovers that the cluster remembers, for people. */
  List<String> failovers() {
    return StreamSupport.stream(json.path("failovers").spliterator(), false)
        .map(JsonNode::toString)
        .toList();
  }

  private JsonNode service() {
    return json.path("services").path(0);
  }
}
