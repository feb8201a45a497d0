package io.havenfs.quorum.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import java.io.IOException;
import java.util.Arrays;

/** Encodes and decodes; for any thread. */
public final class ControlCodec {
  /** The format that this version writes, and the newest that it reads. */
  public static final byte FORMAT = 1;

  private static final ObjectMapper MAPPER = ControlJson.mapper();

  private ControlCodec() {}

  /** A state's bytes. */
  public static byte[] encode(ControlState state) {
    return encode(ControlState.class, state);
  }

  /** A command's bytes. */
  public static byte[] encode(Command command) {
    return encode(Command.class, command);
  }

  /** A result's bytes. */
  public static byte[] encode(CommandResult result) {
    return encode(CommandResult.class, result);
  }

  /**
   * The state in {@code bytes}.
   *
   * @throws CodecException when they are something else
   */
  public static ControlState decodeState(byte[] bytes) {
    return decode(ControlState.class, bytes);
  }

  /**
   * The command in {@code bytes}.
   *
   * @throws CodecException when they are something else
   */
  public static Command decodeCommand(byte[] bytes) {
    return decode(Command.class, bytes);
  }

  /**
   * The result in {@code bytes}.
   *
   * @throws CodecException when they are something else
   */
  public static CommandResult decodeResult(byte[] bytes) {
    return decode(CommandResult.class, bytes);
  }

  private static <T> byte[] encode(Class<T> type, T value) {
    try {
      ObjectWriter writer = MAPPER.writerFor(type);
      byte[] json = writer.writeValueAsBytes(value);
      byte[] bytes = new byte[json.length + 1];
      bytes[0] = FORMAT;
      System.arraycopy(json, 0, bytes, 1, json.length);
      return bytes;
    } catch (JsonProcessingException e) {
      throw new CodecException("cannot write a " + type.getSimpleName(), e);
    }
  }

  private static <T> T decode(Class<T> type, byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != FORMAT) {
      throw new CodecException(
          "a "
              + type.getSimpleName()
              + " of format "
              + (bytes.length == 0 ? "none" : bytes[0])
              + ": this version knows "
              + FORMAT);
    }
    try {
      ObjectReader reader = MAPPER.readerFor(type);
      return reader.readValue(Arrays.copyOfRange(bytes, 1, bytes.length));
    } catch (IOException e) {
      throw new CodecException("cannot read a " + type.getSimpleName(), e);
    }
  }
}
