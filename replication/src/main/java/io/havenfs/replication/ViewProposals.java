package io.havenfs.replication;

/**
 * What a primary asks of the quorum: changes of its service's in-sync set. Called on the replica's
 * sequencer; must not block. What was decided comes back through {@link ReplicaControl#view}; a
 * proposal that fails is made again after a while.
 */
public interface ViewProposals {
  /** Take {@code peer} out of the in-sync set; until that is decided nothing new is committed. */
  void proposeRemoval(String peer, String why);

  /** Put {@code peer}, which has acknowledged everything committed so far, into the in-sync set. */
  void proposeAddition(String peer);
}
