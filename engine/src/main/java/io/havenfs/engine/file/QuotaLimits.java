package io.havenfs.engine.file;

/**
 * What a user or group may use. 0 means no limit. Soft limits may be exceeded for the grace time of
 * {@link FileLimits#quotaGraceNanos()}, hard ones never.
 *
 * @param hardSpace bytes
 * @param softSpace bytes
 * @param hardInodes objects
 * @param softInodes objects
 */
public record QuotaLimits(long hardSpace, long softSpace, long hardInodes, long softInodes) {
  /** No limit at all. */
  public static final QuotaLimits NONE = new QuotaLimits(0, 0, 0, 0);

  public QuotaLimits {
    if (hardSpace < 0 || softSpace < 0 || hardInodes < 0 || softInodes < 0) {
      throw new IllegalArgumentException("negative quota limit");
    }
  }
}
