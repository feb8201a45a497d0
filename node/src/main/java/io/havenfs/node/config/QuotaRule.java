package io.havenfs.node.config;

import io.havenfs.engine.file.QuotaLimits;

/**
 * What a user or a group may use.
 *
 * @param kind whose limit it is
 * @param id the user's or group's number, an unsigned 32-bit value
 * @param limits the limits; zero for none
 */
public record QuotaRule(Kind kind, int id, QuotaLimits limits) {
  /** Whose limit it is. */
  public enum Kind {
    USER,
    GROUP
  }
}
