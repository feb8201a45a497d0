package io.havenfs.node.config;

import java.util.List;

/**
 * Quotas by user and group.
 *
 * @param enabled whether limits are enforced
 * @param graceDays how long a soft limit may be exceeded
 * @param limits limits of users and groups; others have none
 */
public record QuotaSettings(boolean enabled, int graceDays, List<QuotaRule> limits) {
  public static final int MAX_GRACE_DAYS = 365;

  /** No quotas. */
  public static final QuotaSettings DEFAULT = new QuotaSettings(false, 7, List.of());

  public QuotaSettings {
    limits = List.copyOf(limits);
  }
}
