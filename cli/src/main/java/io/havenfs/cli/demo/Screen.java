package io.havenfs.cli.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What the demo shows: a line of time, with the work done in each stretch of it as a bar. */
final class Screen {
  private static final int BAR_WIDTH = 40;
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean colors;
  private long most = 1;

  Screen(PrintWriter out, boolean colors) {
    this.out = out;
    this.colors = colors;
  }

  synchronized void title(String text) {
    out.println();
    out.println(paint(BOLD, text));
    out.flush();
  }

  synchronized void fact(String name, String text) {
    out.printf(Locale.ROOT, "  %-11s %s%n", name, text);
    out.flush();
  }

  /** How much was done in the stretch that ended {@code at} after the start. */
  synchronized void bar(Duration at, long operations, Duration stretch) {
    long perSecond = operations * 1000 / Math.max(1, stretch.toMillis());
    most = Math.max(most, perSecond);
    int length = (int) (perSecond * BAR_WIDTH / most);
    String bar = "█".repeat(length) + (perSecond > 0 && length == 0 ? "▏" : "");
    out.printf(Locale.ROOT, "  %5.1f s  %s %,d/s%n", seconds(at), paint(GREEN, bar), perSecond);
    out.flush();
  }

  synchronized void event(Duration at, String text) {
    out.printf(Locale.ROOT, "  %5.1f s  %s%n", seconds(at), paint(RED, "── " + text));
    out.flush();
  }

  synchronized void check(boolean good, String text) {
    out.printf("  %s %s%n", good ? paint(GREEN, "✔") : paint(RED, "✘"), text);
    out.flush();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private String paint(String color, String text) {
    return colors ? color + text + PLAIN : text;
  }
}
