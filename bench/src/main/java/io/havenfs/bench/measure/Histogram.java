package io.havenfs.bench.measure;

/**
 * Counts of durations in logarithmic buckets: each power of two is divided into {@value
 * #SUB_BUCKETS} equal parts, so that a quantile is at most 1/{@value #SUB_BUCKETS} above the truth.
 * Recording allocates nothing. One thread at a time.
 */
public final class Histogram {
  private static final int SUB_BITS = 5;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;

  private final long[] counts = new long[(Long.SIZE - SUB_BITS) * SUB_BUCKETS];
  private long total;
  private long maximum;

  /** Counts one duration; a negative one counts as zero. */
  public void record(long nanos) {
    long value = Math.max(0, nanos);
    counts[bucket(value)]++;
    total++;
    maximum = Math.max(maximum, value);
  }

  /** Adds what {@code other} counted. */
  public void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    maximum = Math.max(maximum, other.maximum);
  }

  /** How many durations were recorded. */
  public long total() {
    return total;
  }

  /** The longest duration, exactly; 0 if there is none. */
  public long maximum() {
    return maximum;
  }

  /**
   * A duration that the share {@code quantile} (0..1) of all did not exceed; 0 if there is none.
   */
  public long quantile(double quantile) {
    if (total == 0) {
      return 0;
    }
    long wanted = Math.max(1, (long) Math.ceil(quantile * total));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Math.min(upperBound(i), maximum);
      }
    }
    return maximum;
  }

  private static int bucket(long value) {
    int shift = Math.max(0, Long.SIZE - SUB_BITS - 1 - Long.numberOfLeadingZeros(value));
    return shift * SUB_BUCKETS + (int) (value >>> shift);
  }

  private static long upperBound(int bucket) {
    int shift = Math.max(0, bucket / SUB_BUCKETS - 1);
    long part = bucket - (long) shift * SUB_BUCKETS;
    return ((part + 1) << shift) - 1;
  }
}
