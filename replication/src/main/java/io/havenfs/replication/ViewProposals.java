package io.havenfs.replication;

import java.util.concurrent.CompletionStage;

/**
 * What a primary asks of the quorum: changes of its service's in-sync set. Called on the replica's
 * sequencer; must not block.
 *
 * <p>A stage completes, well or not, when the proposal can have no effect any more that {@link
 * ReplicaControl#view} was not told of before: it was decided, or it never will be. Until then a
 * peer that is being added counts, and one that is being removed, too. What failed is proposed
 * again after {@link ReplicationLimits#proposalRetry}.
 */
public interface ViewProposals {
  /** Take {@code peer} out of the in-sync set; until that is decided nothing new is committed. */
  CompletionStage<?> proposeRemoval(String peer, String why);

  /**
   * Put {@code peer} into the in-sync set, whose process {@code incarnation} has acknowledged
   * everything committed so far; no later process of it may be put there by this.
   */
  CompletionStage<?> proposeAddition(String peer, long incarnation);

  /**
   * Whether the quorum has answered something that it was asked at {@code nanoTime}, of the
   * sequencer's clock, or later. A primary from which a peer seems silent may be one that hears
   * nothing; what it says is heard, and it would leave everybody who could take over.
   */
  boolean heardSince(long nanoTime);
}
