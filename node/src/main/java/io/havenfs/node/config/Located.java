package io.havenfs.node.config;

/**
 * A value and where it came from.
 *
 * @param where the flag, or the file, line, column and key; for messages
 */
record Located<T>(String where, T value) {
  ConfigException error(String problem) {
    return new ConfigException(where, problem);
  }
}
