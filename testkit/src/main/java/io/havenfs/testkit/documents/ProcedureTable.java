package io.havenfs.testkit.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The rows of one section of {@code docs/protocols.md} whose first column is a procedure's number
 * and name. Immutable. Read from the folder of a module, where tests run.
 */
public final class ProcedureTable {
  private static final Path DOCUMENT = Path.of("../docs/protocols.md");
  private static final String ROW = "\\| [0-9]+ .*";

  private final List<String[]> rows;

  private ProcedureTable(List<String[]> rows) {
    this.rows = rows;
  }

  /** Whether a version of a program has a procedure. */
  @FunctionalInterface
  public interface Served {
    /** True if the procedure is answered with anything but PROC_UNAVAIL. */
    boolean hasProcedure(int version, int procedure);
  }

  /** The table of the section with this heading. */
  public static ProcedureTable of(String heading) throws IOException {
    return new ProcedureTable(
        Files.readAllLines(DOCUMENT).stream()
            .dropWhile(line -> !line.equals("## " + heading))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.matches(ROW))
            .map(line -> line.split(" *\\| *", -1))
            .toList());
  }

  /** By number, what follows it in the first column. */
  public Map<Integer, String> names() {
    Map<Integer, String> names = new TreeMap<>();
    rows.forEach(row -> names.put(number(row), row[1].substring(row[1].indexOf(' ') + 1)));
    return names;
  }

  /** By number, the versions of the second column: numbers with commas, or the word "none". */
  public Map<Integer, String> versions() {
    Map<Integer, String> versions = new TreeMap<>();
    rows.forEach(row -> versions.put(number(row), row[2]));
    return versions;
  }

  private static int number(String[] row) {
    return Integer.parseInt(row[1].substring(0, row[1].indexOf(' ')));
  }

  /**
   * What {@link #versions} should say: of procedures up to {@code highest}, and of any beyond that
   * are served.
   */
  public static Map<Integer, String> served(Served program, int highest, int... versions) {
    Map<Integer, String> table = new TreeMap<>();
    int beyond = 2 * highest + 2;
    for (int procedure = 0; procedure < beyond; procedure++) {
      int number = procedure;
      TreeSet<String> having = new TreeSet<>();
      IntStream.of(versions)
          .filter(version -> program.hasProcedure(version, number))
          .forEach(version -> having.add(Integer.toString(version)));
      if (!having.isEmpty() || procedure <= highest) {
        table.put(procedure, having.isEmpty() ? "none" : String.join(", ", having));
      }
    }
    return table;
  }
}
