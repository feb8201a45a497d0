package io.havenfs.node.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/**
 * What goes back.
 *
 * @param code HTTP's status
 * @param type the body's media type
 */
public record Answer(int code, String type, String body) {
  /** Done. */
  public static final int OK = 200;

  /** The request makes no sense. */
  public static final int BAD_REQUEST = 400;

  /** There is no such thing. */
  public static final int NOT_FOUND = 404;

  /** It cannot be done as things are; the body says why. */
  public static final int CONFLICT = 409;

  /** Not now. */
  public static final int UNAVAILABLE = 503;

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  /** A line of text. */
  public static Answer text(int code, String line) {
    return new Answer(code, TEXT, line + "\n");
  }

  /** A value that the JSON mapper understands: records, lists, maps, numbers, texts. */
  public static Answer json(Object value) {
    try {
      return new Answer(OK, "application/json", JSON.writeValueAsString(value) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + value, e);
    }
  }
}
