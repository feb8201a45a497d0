package io.havenfs.engine.tx;

/** When an entry counts as committed on a replica. The order matters: the stronger comes later. */
public enum Durability {
  /** Once the replica has it in memory (and handed it to its operating system). */
  MEMORY,
  /** Once it is on the replica's stable storage. */
  DISK
}
