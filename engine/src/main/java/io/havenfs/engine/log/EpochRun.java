package io.havenfs.engine.log;

/** Entries {@code firstSn} to {@code lastSn} are all of {@code epoch}. */
public record EpochRun(long epoch, long firstSn, long lastSn) {
  public EpochRun {
    if (epoch < 0 || firstSn < 1 || lastSn < firstSn) {
      throw new IllegalArgumentException(
          "no run of entries: epoch " + epoch + ", " + firstSn + " to " + lastSn);
    }
  }
}
