package io.havenfs.replication;

import java.util.Map;
import java.util.Set;

/**
 * What a view says to the primary.
 *
 * @param epoch the view's epoch; entries decided from now on carry it
 * @param inSync the nodes whose copies must have an entry before it is committed; this node may or
 *     may not be named
 * @param replicas all nodes with a copy, in sync or not, and the incarnation of the process that
 *     each is known to run: what an earlier one acknowledged says nothing of it
 */
public record Leadership(long epoch, Set<String> inSync, Map<String, Long> replicas) {
  public Leadership {
    inSync = Set.copyOf(inSync);
    replicas = Map.copyOf(replicas);
  }
}
