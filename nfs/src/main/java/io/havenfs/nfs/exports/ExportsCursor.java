package io.havenfs.nfs.exports;

/**
 * Walks over a text of exports, keeping count of lines and columns. A backslash before the end of a
 * line makes the next line part of it, and counts as a blank.
 */
final class ExportsCursor {
  /** What {@link #peek} says at the end of the text. */
  static final int END = -1;

  /** A stretch of the text, all on one line, with its place. */
  record Token(String text, ExportsException.Position position) {
    /** Characters {@code from} to {@code to} of this token. */
    Token part(int from, int to) {
      return new Token(text.substring(from, to), shifted(from));
    }

    private ExportsException.Position shifted(int characters) {
      return new ExportsException.Position(
          position.source(), position.line(), position.column() + characters);
    }

    ExportsException error(String problem) {
      return new ExportsException(position, problem);
    }
  }

  private final String source;
  private final String text;
  private int index;
  private int line = 1;
  private int column = 1;

  ExportsCursor(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /** The next character, {@link #END}, or a blank for a continued line. */
  int peek() {
    if (index == text.length()) {
      return END;
    }
    return continuation() > 0 ? ' ' : text.charAt(index);
  }

  /** Length of the continuation (backslash, line end) here, or zero. */
  private int continuation() {
    return text.startsWith("\\\n", index) ? 2 : text.startsWith("\\\r\n", index) ? 3 : 0;
  }

  /** Passes over the next character. */
  void skip() {
    int length = Math.max(1, continuation());
    boolean newLine = text.charAt(index + length - 1) == '\n';
    index += length;
    line += newLine ? 1 : 0;
    column = newLine ? 1 : column + 1;
  }

  boolean atBlank() {
    int c = peek();
    return c == ' ' || c == '\t' || c == '\r';
  }

  boolean atLineEnd() {
    int c = peek();
    return c == END || c == '\n';
  }

  void skipBlanks() {
    while (atBlank()) {
      skip();
    }
  }

  /** Passes over a comment, if one begins here; it ends with the line, continued or not. */
  void skipComment() {
    if (peek() == '#') {
      int end = text.indexOf('\n', index);
      end = end < 0 ? text.length() : end;
      column += end - index;
      index = end;
    }
  }

  ExportsException.Position position() {
    return new ExportsException.Position(source, line, column);
  }

  ExportsException error(String problem) {
    return new ExportsException(position(), problem);
  }

  /** Characters up to a blank, the end of the line, or one of {@code stops}. */
  Token takeUntil(String stops) {
    ExportsException.Position start = position();
    StringBuilder taken = new StringBuilder();
    while (!atLineEnd() && !atBlank() && stops.indexOf(peek()) < 0) {
      taken.append((char) peek());
      skip();
    }
    return new Token(taken.toString(), start);
  }
}
