package io.havenfs.testkit.world;

import io.havenfs.host.time.Time;

/**
 * A machine's clocks: they run at their own rate and start anywhere. Good for one thread, the
 * agenda's.
 */
public final class DriftingClock implements Time {
  private static final double MILLION = 1e6;

  private final Agenda agenda;
  private final double rate;
  private final long nanoStart;
  private final long wallStart;
  private long wallStep;

  /**
   * @param partsPerMillion how much faster (positive) or slower than true time the clocks run
   * @param nanoStart the monotonic clock at the beginning
   * @param wallStart the wall clock at the beginning
   */
  public DriftingClock(Agenda agenda, int partsPerMillion, long nanoStart, long wallStart) {
    if (Math.abs(partsPerMillion) > MILLION / 2) {
      throw new IllegalArgumentException("drift of " + partsPerMillion + " ppm");
    }
    this.agenda = agenda;
    this.rate = 1 + partsPerMillion / MILLION;
    this.nanoStart = nanoStart;
    this.wallStart = wallStart;
  }

  @Override
  public long nanoTime() {
    return nanoStart + elapsed();
  }

  @Override
  public long wallNanos() {
    return wallStart + elapsed() + wallStep;
  }

  private long elapsed() {
    return (long) (agenda.nanos() * rate);
  }

  /** Somebody sets the wall clock; the other clock does not notice. */
  public void stepWall(long nanos) {
    wallStep += nanos;
  }

  /** How much true time passes while this clock advances by {@code nanos}. */
  public long trueNanos(long nanos) {
    return (long) Math.ceil(nanos / rate);
  }
}
