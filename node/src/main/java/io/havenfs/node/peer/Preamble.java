package io.havenfs.node.peer;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The first bytes of a connection between nodes. The answer is one byte, {@link #ACCEPTED}, or a
 * text that says why not, after which the connection is closed.
 *
 * @param purpose what the connection is for
 * @param cluster the caller's cluster
 * @param node who calls
 * @param incarnation the calling process
 * @param service for which service, where the purpose needs one; else empty
 */
record Preamble(Purpose purpose, UUID cluster, String node, long incarnation, String service) {
  /** What a connection is for. */
  enum Purpose {
    /** Silent for ever after: its end says that the process at the other end has ended. */
    LIFELINE(1),
    /** A service's stream of entries. */
    STREAM(2);

    private final int code;

    Purpose(int code) {
      this.code = code;
    }

    static Purpose of(int code) {
      return Arrays.stream(values())
          .filter(purpose -> purpose.code == code)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("nobody knows purpose " + code));
    }
  }

  /** The answer to a preamble that is right. */
  static final int ACCEPTED = 0;

  /** The most bytes that a preamble, or the text of a refusal, takes. */
  static final int MAX_BYTES = 1024;

  private static final int MAGIC = 0x4856_4e50; // HVNP
  private static final int VERSION = 1;

  /** Appends it to {@code out}, its length first. */
  void encode(ByteBuf out) {
    int start = out.writerIndex();
    out.writeShort(0);
    out.writeInt(MAGIC).writeShort(VERSION).writeByte(purpose.code);
    out.writeLong(cluster.getMostSignificantBits()).writeLong(cluster.getLeastSignificantBits());
    out.writeLong(incarnation);
    encode(node, out);
    encode(service, out);
    out.setShort(start, out.writerIndex() - start - Short.BYTES);
  }

  private static void encode(String text, ByteBuf out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length).writeBytes(bytes);
  }

  /**
   * Reads one, if all of it has arrived.
   *
   * @throws IllegalArgumentException when the bytes are something else; says what
   */
  static Optional<Preamble> decode(ByteBuf in) {
    if (in.readableBytes() < Short.BYTES) {
      return Optional.empty();
    }
    int length = in.getUnsignedShort(in.readerIndex());
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException("this is a port for HavenFS nodes");
    }
    if (in.readableBytes() < Short.BYTES + length) {
      return Optional.empty();
    }
    in.skipBytes(Short.BYTES);
    return Optional.of(read(in.readSlice(length)));
  }

  private static Preamble read(ByteBuf in) {
    try {
      if (in.readInt() != MAGIC) {
        throw new IllegalArgumentException("this is a port for HavenFS nodes");
      }
      int version = in.readUnsignedShort();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "nodes speak version " + VERSION + " of the protocol here, not " + version);
      }
      Purpose purpose = Purpose.of(in.readUnsignedByte());
      UUID cluster = new UUID(in.readLong(), in.readLong());
      long incarnation = in.readLong();
      return new Preamble(purpose, cluster, text(in), incarnation, text(in));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a preamble that ends too early", e);
    }
  }

  private static String text(ByteBuf in) {
    return in.readCharSequence(in.readUnsignedShort(), StandardCharsets.UTF_8).toString();
  }
}
