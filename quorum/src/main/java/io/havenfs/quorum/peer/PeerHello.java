package io.havenfs.quorum.peer;

import io.havenfs.quorum.model.NodeId;
import io.netty.buffer.ByteBuf;
import java.util.UUID;

/**
 * How a connection begins.
 *
 * @param protocol of the dialer, see {@link #PROTOCOL}
 * @param cluster the dialer's
 * @param node the dialer
 * @param incarnation the dialer's process
 * @param subject what the purpose is about; may be empty
 */
public record PeerHello(
    int protocol,
    UUID cluster,
    PeerPurpose purpose,
    NodeId node,
    long incarnation,
    String subject) {
  /** The version of what nodes say to each other. Nodes of different versions refuse each other. */
  public static final int PROTOCOL = 1;

  /** "HVNP": tells a node that something else connected. */
  static final int MAGIC = 0x48564e50;

  /** Of this version. */
  public PeerHello(
      UUID cluster, PeerPurpose purpose, NodeId node, long incarnation, String subject) {
    this(PROTOCOL, cluster, purpose, node, incarnation, subject);
  }

  void writeTo(ByteBuf out) {
    out.writeInt(MAGIC).writeInt(protocol);
    out.writeLong(cluster.getMostSignificantBits()).writeLong(cluster.getLeastSignificantBits());
    out.writeByte(purpose.code());
    PeerFrames.writeText(out, node.name());
    out.writeLong(incarnation);
    PeerFrames.writeText(out, subject);
  }

  /**
   * The hello in {@code in}.
   *
   * @throws PeerException when it is none of this version
   */
  static PeerHello readFrom(ByteBuf in) throws PeerException {
    if (in.readableBytes() < 2 * Integer.BYTES || in.readInt() != MAGIC) {
      throw new PeerException("this is the port for nodes of a HavenFS cluster");
    }
    int protocol = in.readInt();
    if (protocol != PROTOCOL) {
      throw new PeerException(
          "protocol version " + protocol + " is not spoken here, but " + PROTOCOL);
    }
    try {
      UUID cluster = new UUID(in.readLong(), in.readLong());
      byte code = in.readByte();
      PeerPurpose purpose =
          PeerPurpose.of(code).orElseThrow(() -> new PeerException("unknown purpose " + code));
      NodeId node = new NodeId(PeerFrames.readText(in));
      return new PeerHello(
          protocol, cluster, purpose, node, in.readLong(), PeerFrames.readText(in));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new PeerException("a hello that cannot be read: " + e.getMessage());
    }
  }
}
