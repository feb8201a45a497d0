package io.havenfs.quorum.codec;

/** What was read is not what this version writes or knows. */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CodecException(String message) {
    super(message);
  }

  CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
