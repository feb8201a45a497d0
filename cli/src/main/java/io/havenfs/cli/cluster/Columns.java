package io.havenfs.cli.cluster;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as their widest text. */
final class Columns {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  Columns(String... headings) {
    rows.add(List.of(headings));
  }

  /** What is shown for a text that may be missing. */
  static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /** One more row, of as many texts as there are headings. */
  void add(String... texts) {
    rows.add(List.of(texts));
  }

  /** Prints it, the last column unpadded. */
  void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i));
        if (i + 1 < columns) {
          line.append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
