package io.havenfs.cli.demo;

import io.havenfs.node.control.ClusterReport.FailoverReport;
import java.time.Duration;
import java.util.Locale;

/** A demo on the screen. */
final class ScreenOutput implements DemoOutput {
  private final Screen screen;
  private final long startedAt = System.nanoTime();

  ScreenOutput(Screen screen) {
    this.screen = screen;
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  @Override
  public void title(String text) {
    screen.title(text);
  }

  @Override
  public void fact(String name, String text) {
    screen.fact(name, text);
  }

  @Override
  public void event(String text) {
    screen.event(now(), text);
  }

  @Override
  public void work(long operations, Duration stretch) {
    screen.bar(now(), operations, stretch);
  }

  @Override
  public void failover(String blow, FailoverReport report, Duration stall) {
    StringBuilder steps = new StringBuilder();
    report
        .stepMillis()
        .forEach(
            (step, millis) ->
                steps.append(
                    "  %s %.0f"
                        .formatted(step.toLowerCase(Locale.ROOT).replace('_', ' '), millis)));
    screen.event(
        now(),
        "%s took over (ms):%s; longest wait of a client %d ms"
            .formatted(report.to(), steps, stall.toMillis()));
  }

  @Override
  public void check(boolean good, String text) {
    screen.check(good, text);
  }

  @Override
  public void summary(Summary summary) {
    screen.check(
        summary.lost() == 0 && summary.repeated() == 0,
        "%d failovers, %d lost, %d repeated; clients waited %d ms (half of the times), %d ms (longest)"
            .formatted(
                summary.failovers(),
                summary.lost(),
                summary.repeated(),
                summary.stallP50Millis(),
                summary.stallMaxMillis()));
  }
}
