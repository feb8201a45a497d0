package io.havenfs.quorum.model;

/** How much an event matters. */
public enum Severity {
  INFO,
  WARNING,
  ERROR
}
