package io.havenfs.engine.client;

import io.havenfs.engine.reply.ClientAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a client was last heard of, on the monotonic clock. Any thread may renew or ask. Renewals of
 * the same moment are written once, so that a busy client's connections do not fight over the
 * field.
 */
public final class Lease {
  /** A renewal that is not later than this than the one before it is not written down. */
  static final long RESOLUTION_NANOS = 1_000_000;

  private volatile long renewedAt;
  private volatile @Nullable Heard heard;

  /**
   * From where, and how, a client was heard of.
   *
   * @param minorVersion of NFSv4
   */
  public record Heard(ClientAddress address, int minorVersion) {}

  Lease(long now) {
    renewedAt = now;
  }

  /** The client was heard of at {@code now}. */
  public void renew(long now) {
    if (now - renewedAt > RESOLUTION_NANOS) {
      renewedAt = now;
    }
  }

  /** The same; {@code from} is asked, now and then, for what operators want to know. */
  public void renew(long now, Supplier<Heard> from) {
    if (heard == null || now - renewedAt > RESOLUTION_NANOS) {
      heard = from.get();
    }
    renew(now);
  }

  /** Where the client was when it was last heard of on this replica; null if that is not known. */
  public @Nullable Heard heard() {
    return heard;
  }

  /** Nanoseconds since the client was heard of. */
  public long idle(long now) {
    return now - renewedAt;
  }
}
