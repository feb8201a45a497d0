package io.havenfs.nfs.service;

import io.havenfs.host.time.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Who called lately, by address: all that is known of clients whose protocol has none. Volatile,
 * for operators only. Thread-safe; on the way of every request, so it writes once a second.
 */
public final class Sightings {
  /** Addresses that are kept; those beyond are not seen. */
  static final int MAX_ADDRESSES = 10_000;

  private static final long RESOLUTION_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long KEPT_NANOS = Duration.ofHours(24).toNanos();

  private final Map<InetAddress, Long> seen = new ConcurrentHashMap<>();
  private final Time time;

  /** Nobody seen yet. */
  public Sightings(Time time) {
    this.time = time;
  }

  /** Somebody called. */
  public void saw(InetAddress client) {
    long now = time.nanoTime();
    Long before = seen.get(client);
    if (before != null && now - before < RESOLUTION_NANOS) {
      return;
    }
    if (before == null && seen.size() >= MAX_ADDRESSES) {
      seen.values().removeIf(at -> now - at > KEPT_NANOS);
      if (seen.size() >= MAX_ADDRESSES) {
        return;
      }
    }
    seen.put(client, now);
  }

  /** Who called within the last day, and how long ago. */
  public Map<InetAddress, Duration> recent() {
    long now = time.nanoTime();
    return seen.entrySet().stream()
        .filter(each -> now - each.getValue() <= KEPT_NANOS)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, each -> Duration.ofNanos(Math.max(0, now - each.getValue()))));
  }

  /** Forgets somebody, until the next call. Returns whether anything was known. */
  public boolean forget(InetAddress client) {
    return seen.remove(client) != null;
  }
}
