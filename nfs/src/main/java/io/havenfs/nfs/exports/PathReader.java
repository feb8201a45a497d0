package io.havenfs.nfs.exports;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a path: bare or in double quotes, with any byte as a backslash and three octal digits. */
final class PathReader {
  private final ExportsCursor cursor;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StringBuilder characters = new StringBuilder();

  private PathReader(ExportsCursor cursor) {
    this.cursor = cursor;
  }

  static ExportPath read(ExportsCursor cursor) throws ExportsException {
    ExportsException.Position start = cursor.position();
    byte[] spelt = new PathReader(cursor).read();
    try {
      return ExportPath.of(spelt);
    } catch (IllegalArgumentException e) {
      throw new ExportsException(start, String.valueOf(e.getMessage()));
    }
  }

  private byte[] read() throws ExportsException {
    boolean quoted = cursor.peek() == '"';
    if (quoted) {
      cursor.skip();
    }
    while (!atEnd(quoted)) {
      if (cursor.peek() == '\\') {
        flush();
        bytes.write(octal());
      } else {
        characters.append((char) cursor.peek());
        cursor.skip();
      }
    }
    flush();
    if (quoted) {
      closeQuote();
    }
    return bytes.toByteArray();
  }

  private boolean atEnd(boolean quoted) {
    return cursor.atLineEnd() || (quoted ? cursor.peek() == '"' : cursor.atBlank());
  }

  /** Characters are collected first, since two of them may make one code point. */
  private void flush() {
    bytes.writeBytes(characters.toString().getBytes(StandardCharsets.UTF_8));
    characters.setLength(0);
  }

  private int octal() throws ExportsException {
    ExportsException.Position start = cursor.position();
    cursor.skip();
    int value = 0;
    for (int digits = 0; digits < 3; digits++) {
      int digit = cursor.peek() - '0';
      if (digit < 0 || digit > 7) {
        throw new ExportsException(start, "a backslash needs three octal digits, as in \\040");
      }
      value = value << 3 | digit;
      cursor.skip();
    }
    if (value > 0xff) {
      throw new ExportsException(start, "octal number beyond \\377");
    }
    return value;
  }

  private void closeQuote() throws ExportsException {
    if (cursor.peek() != '"') {
      throw cursor.error("path's closing quote is missing");
    }
    cursor.skip();
    if (!cursor.atLineEnd() && !cursor.atBlank()) {
      throw cursor.error("blank expected behind the path");
    }
  }
}
