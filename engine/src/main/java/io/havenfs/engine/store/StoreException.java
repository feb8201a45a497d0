package io.havenfs.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * The store failed to read or write. Nothing can be served from it any more: the replica must be
 * taken out of service.
 */
public final class StoreException extends RuntimeException {
  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
