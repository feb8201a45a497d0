package io.havenfs.replication;

import java.util.Set;

/**
 * What a view says to the primary.
 *
 * @param epoch the view's epoch; entries decided from now on carry it
 * @param inSync the nodes whose copies must have an entry before it is committed; this node may or
 *     may not be named
 * @param replicas all nodes with a copy, in sync or not
 */
public record Leadership(long epoch, Set<String> inSync, Set<String> replicas) {
  public Leadership {
    inSync = Set.copyOf(inSync);
    replicas = Set.copyOf(replicas);
  }
}
