package io.havenfs.engine.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A store cannot be opened, or is damaged, or was written by something unknown. */
public final class UntrustedStoreException extends IOException {
  public UntrustedStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
