package io.havenfs.bench;

/** A run cannot go on; the message says, for people, which procedure or setting is why. */
public class BenchException extends RuntimeException {
  /** An exception with its message. */
  public BenchException(String message) {
    super(message);
  }
}
