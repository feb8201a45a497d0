package io.havenfs.engine.table;

/**
 * Reading on would wait for the disk. Nothing was changed: the reader starts again where it may
 * wait. Carries no stack trace.
 */
public final class WouldBlockException extends RuntimeException {
  public WouldBlockException() {
    super("would wait for the disk", null, false, false);
  }
}
