package io.havenfs.engine.table;

/** Where the committed rows of a table are looked for first. */
public enum Residence {
  /** In a bounded cache in front of the store: inodes, directory entries, small contents. */
  CACHED,
  /** All of them in memory: client state, whose size is limited by named limits anyway. */
  RESIDENT,
  /** Only in the store: rows that are scanned rather than looked up. */
  STORED
}
