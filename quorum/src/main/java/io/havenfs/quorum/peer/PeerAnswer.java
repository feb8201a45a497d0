package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import io.netty.buffer.ByteBuf;

/** What a hello is answered with. */
public sealed interface PeerAnswer {
  /** The kind on the wire of a {@link Welcome}. */
  byte WELCOME = 1;

  /** The kind on the wire of a {@link Refusal}. */
  byte REFUSAL = 2;

  /**
   * The connection is for its purpose now.
   *
   * @param incarnation the process that answers
   */
  record Welcome(NodeId node, long incarnation) implements PeerAnswer {}

  /** The connection ends. */
  record Refusal(String message) implements PeerAnswer {}

  /** Writes it. */
  default void writeTo(ByteBuf out) {
    switch (this) {
      case Welcome it -> {
        out.writeByte(WELCOME);
        PeerFrames.writeText(out, it.node.name());
        out.writeLong(it.incarnation);
      }
      case Refusal it -> {
        out.writeByte(REFUSAL);
        PeerFrames.writeText(out, it.message);
      }
    }
  }

  /**
   * The answer in {@code in}.
   *
   * @throws PeerException when it is none
   */
  static PeerAnswer readFrom(ByteBuf in) throws PeerException {
    try {
      byte kind = in.readByte();
      return switch (kind) {
        case WELCOME -> new Welcome(new NodeId(PeerFrames.readText(in)), in.readLong());
        case REFUSAL -> new Refusal(PeerFrames.readText(in));
        default -> throw new PeerException("an answer of unknown kind " + kind);
      };
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new PeerException("an answer that cannot be read: " + e.getMessage());
    }
  }
}
