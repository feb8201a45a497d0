package io.havenfs.quorum.model;

/** Foreign text in messages. */
final class Printable {
  private static final int MAX_SHOWN = 80;

  private Printable() {}

  /** Quoted, shortened, without control characters. */
  static String of(String text) {
    String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
