package io.havenfs.node.config;

import io.havenfs.nfs.exports.ExportsException;

/** A configuration that cannot be accepted; the message begins with where and which key. */
public final class ConfigException extends Exception {
  ConfigException(String where, String problem) {
    this(where + ": " + problem);
  }

  private ConfigException(String message) {
    super(message);
  }

  /** Exports name their own place. */
  static ConfigException of(ExportsException e) {
    return new ConfigException(String.valueOf(e.getMessage()));
  }
}
