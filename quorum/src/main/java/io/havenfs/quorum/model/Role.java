package io.havenfs.quorum.model;

/** What a node does for the cluster. A voter without data is a <em>witness</em>. */
public enum Role {
  /** Takes part in the quorum. */
  VOTER,
  /** Can hold replicas. */
  DATA
}
