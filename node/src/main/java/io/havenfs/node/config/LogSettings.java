package io.havenfs.node.config;

/**
 * The server's own log, on standard error.
 *
 * @param level the least important messages that are written
 * @param format how they are written
 */
public record LogSettings(Level level, Format format) {
  /** How important a message is. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** How messages are written. */
  public enum Format {
    /** Lines for people. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }

  /** Text, nothing below INFO. */
  public static final LogSettings DEFAULT = new LogSettings(Level.INFO, Format.TEXT);
}
