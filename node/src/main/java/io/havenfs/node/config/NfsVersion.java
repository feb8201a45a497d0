package io.havenfs.node.config;

import java.util.Arrays;
import java.util.Optional;

/** A version of the protocol that can be offered. */
public enum NfsVersion {
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

  /** The version that is written so. */
  public static Optional<NfsVersion> named(String text) {
    return Arrays.stream(values()).filter(version -> version.text.equals(text)).findFirst();
  }
}
