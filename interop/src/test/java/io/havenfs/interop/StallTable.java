package io.havenfs.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long clients waited, by fault and version of the protocol, over all clients and rounds. Used
 * by one test thread.
 */
final class StallTable {
  /** What a client does not note: shorter steps are everyday ones. */
  private static final long LEAST_MILLIS = 50;

  private static final String ROW = "%-46s %-6s %6s %9s %9s%n";

  private final Map<Row, List<Long>> stalls = new LinkedHashMap<>();

  private record Row(String fault, String version) {}

  /** A client's longest wait in one round, in milliseconds; 0 when it noted none. */
  void add(String fault, String version, long millis) {
    stalls.computeIfAbsent(new Row(fault, version), row -> new ArrayList<>()).add(millis);
  }

  /** Writes the table to a file, for who started the run, and to standard output. */
  void publish(Path file) {
    try {
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(text());
  }

  private String text() {
    String head = ROW.formatted("the clients' stalls: fault", "NFS", "count", "p50 ms", "max ms");
    Stream<String> rows = stalls.entrySet().stream().map(row -> text(row.getKey(), row.getValue()));
    return head + rows.collect(Collectors.joining());
  }

  private static String text(Row row, List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    return ROW.formatted(
        row.fault(),
        row.version(),
        sorted.size(),
        text(sorted.get((sorted.size() - 1) / 2)),
        text(sorted.getLast()));
  }

  private static String text(long millis) {
    return millis < LEAST_MILLIS ? "< " + LEAST_MILLIS : Long.toString(millis);
  }
}
