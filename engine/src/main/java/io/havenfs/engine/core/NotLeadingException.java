package io.havenfs.engine.core;

/** The change was not answered because this copy does not, or does not any more, lead. */
public final class NotLeadingException extends RuntimeException {
  public NotLeadingException() {
    super("this copy does not lead the service", null, false, false);
  }
}
