package io.havenfs.node.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A version of the protocol that can be offered. */
public enum NfsVersion {
  V2("2"),
  V3("3"),
  V4_0("4.0"),
  V4_1("4.1"),
  V4_2("4.2");

  private final String text;

  NfsVersion(String text) {
    this.text = text;
  }

  /** How it is written. */
  public String text() {
    return text;
  }

  /** Whether it is one of version 4, which must be served over TCP. */
  public boolean isV4() {
    return this != V2 && this != V3;
  }

  /** Why these cannot be offered together; empty when they can. */
  public static Optional<String> objection(Set<NfsVersion> versions) {
    return versions.contains(V2) && !versions.contains(V3)
        ? Optional.of("version 2 is offered beside version 3 only")
        : Optional.empty();
  }

  /** The version that is written so. */
  public static Optional<NfsVersion> named(String text) {
    return Arrays.stream(values()).filter(version -> version.text.equals(text)).findFirst();
  }
}
