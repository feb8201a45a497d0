package io.havenfs.nfs.exports;

/** Exports that cannot be accepted. The message begins with where: {@code source:line:column: }. */
public final class ExportsException extends Exception {
  private final Position position;

  ExportsException(Position position, String problem) {
    super(position + ": " + problem);
    this.position = position;
  }

  /** Where the problem is. */
  public Position position() {
    return position;
  }

  /**
   * A place in a text.
   *
   * @param source what the text is called, such as a file's name
   * @param line from 1
   * @param column from 1, in characters
   */
  public record Position(String source, int line, int column) {
    @Override
    public String toString() {
      return source + ":" + line + ":" + column;
    }
  }
}
