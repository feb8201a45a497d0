package io.havenfs.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final double PRECISION = 1.0 / 32;

  @Test
  void quantilesAreAtMostABucketAboveTheTruth() {
    Random random = new Random(42);
    long[] values = random.longs(10_000, 0, Long.MAX_VALUE).map(v -> v >>> (v % 63)).toArray();
    Histogram histogram = new Histogram();
    Arrays.stream(values).forEach(histogram::record);
    Arrays.sort(values);
    for (double quantile : new double[] {0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1}) {
      long truth = values[(int) Math.ceil(quantile * values.length) - 1];
      assertThat(histogram.quantile(quantile))
          .isBetween(truth, (long) Math.nextUp(truth * (1 + PRECISION)));
    }
  }

  @Test
  void smallValuesAreExact() {
    Histogram histogram = new Histogram();
    for (int value = 0; value < 64; value++) {
      histogram.record(value);
    }
    for (int value = 0; value < 64; value++) {
      assertThat(histogram.quantile((value + 1) / 64.0)).isEqualTo(value);
    }
  }

  @Test
  void extremesAreCounted() {
    Histogram histogram = new Histogram();
    histogram.record(-5);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.total()).isEqualTo(2);
    assertThat(histogram.quantile(0.5)).isZero();
    assertThat(histogram.maximum()).isEqualTo(Long.MAX_VALUE);
    assertThat(histogram.quantile(1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nothingRecordedIsZero() {
    assertThat(new Histogram().quantile(0.99)).isZero();
  }

  @Test
  void addingIsAsRecordingBoth() {
    Histogram one = new Histogram();
    Histogram other = new Histogram();
    one.record(10);
    other.record(1_000);
    other.record(1_000);
    one.add(other);
    assertThat(one.total()).isEqualTo(3);
    assertThat(one.quantile(0.33)).isEqualTo(10);
    assertThat(one.quantile(1)).isEqualTo(1_000);
  }
}
