package io.havenfs.engine.reply;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The tables of the duplicate-request memory: ids 50 to 59. */
public final class ReplyTables {
  /** Remembered replies. */
  static final Table<ReplySlot, RememberedReply> REPLIES =
      new Table<>(50, "replies", new SlotCodec(), new ReplyCodec(), Residence.CACHED);

  /** Connections that have replies, with the minute in which they last got one. */
  static final Table<ClientPort, Long> CONNECTIONS =
      new Table<>(51, "reply-connections", new PortCodec(), Codec.LONG, Residence.RESIDENT);

  private ReplyTables() {}

  /** All of them, for the engine that has to know its tables. */
  public static List<Table<?, ?>> all() {
    return List.of(REPLIES, CONNECTIONS);
  }

  private static void encodeFrom(ClientPort value, ByteBuf out) {
    out.writeLong(value.client().high());
    out.writeLong(value.client().low());
    out.writeShort(value.port());
  }

  private static ClientPort decodeFrom(ByteBuf in) {
    return new ClientPort(new ClientAddress(in.readLong(), in.readLong()), in.readUnsignedShort());
  }

  private static final class PortCodec implements Codec<ClientPort> {
    @Override
    public void encode(ClientPort value, ByteBuf out) {
      encodeFrom(value, out);
    }

    @Override
    public ClientPort decode(ByteBuf in) {
      return decodeFrom(in);
    }
  }

  private static final class SlotCodec implements Codec<ReplySlot> {
    @Override
    public void encode(ReplySlot value, ByteBuf out) {
      encodeFrom(value.from(), out);
      out.writeShort(value.number());
    }

    @Override
    public ReplySlot decode(ByteBuf in) {
      return new ReplySlot(decodeFrom(in), in.readUnsignedShort());
    }
  }

  private static final class ReplyCodec implements Codec<RememberedReply> {
    @Override
    public void encode(RememberedReply value, ByteBuf out) {
      RequestKey key = value.key();
      encodeFrom(key.from(), out);
      out.writeInt(key.xid());
      out.writeInt(key.program());
      out.writeInt(key.version());
      out.writeInt(key.procedure());
      out.writeLong(key.checksum());
      out.writeLong(value.age());
      out.writeBytes(value.results().array());
    }

    @Override
    public RememberedReply decode(ByteBuf in) {
      ClientPort from = decodeFrom(in);
      RequestKey key =
          new RequestKey(
              from.client(),
              from.port(),
              in.readInt(),
              in.readInt(),
              in.readInt(),
              in.readInt(),
              in.readLong());
      long age = in.readLong();
      byte[] results = new byte[in.readableBytes()];
      in.readBytes(results);
      return new RememberedReply(key, age, new Bytes(results));
    }
  }
}
