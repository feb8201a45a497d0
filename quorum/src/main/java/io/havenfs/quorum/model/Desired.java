package io.havenfs.quorum.model;

/** What the operator wants of a service. */
public enum Desired {
  /** Some node serves it. */
  ONLINE,
  /** No node serves it; the replicas keep its state. */
  OFFLINE
}
