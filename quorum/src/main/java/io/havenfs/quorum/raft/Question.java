package io.havenfs.quorum.raft;

import io.havenfs.quorum.model.NodeId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What members ask each other beside Ratis's protocol. The first byte is the kind. */
sealed interface Question {
  /** "I am this process and alive": asked of the leader; answered by a {@link Grant}. */
  record Heartbeat(NodeId node, long incarnation) implements Question {}

  /** "Is there a later leader?": asked of voters by the leader; answered by a term. */
  record Confirm(long term) implements Question {}

  /** The kinds on the wire. */
  byte HEARTBEAT = 1;

  /** See {@link #HEARTBEAT}. */
  byte CONFIRM = 2;

  /** The bytes. */
  default byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      switch (this) {
        case Heartbeat it -> {
          out.writeByte(HEARTBEAT);
          out.writeLong(it.incarnation);
          out.writeUTF(it.node.name());
        }
        case Confirm it -> {
          out.writeByte(CONFIRM);
          out.writeLong(it.term);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /**
   * The question in {@code bytes}.
   *
   * @throws IOException when it is none
   */
  static Question decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    byte kind = in.readByte();
    return switch (kind) {
      case HEARTBEAT -> {
        long incarnation = in.readLong();
        yield new Heartbeat(new NodeId(in.readUTF()), incarnation);
      }
      case CONFIRM -> new Confirm(in.readLong());
      default -> throw new IOException("a question of unknown kind " + kind);
    };
  }
}
