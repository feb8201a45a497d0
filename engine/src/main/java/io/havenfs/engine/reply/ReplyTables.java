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

  /** Client addresses that have replies, with the minute in which they last got one. */
  static final Table<ClientAddress, Long> CLIENTS =
      new Table<>(51, "reply-clients", new AddressCodec(), Codec.LONG, Residence.RESIDENT);

  private ReplyTables() {}

  /** All of them, for the engine that has to know its tables. */
  public static List<Table<?, ?>> all() {
    return List.of(REPLIES, CLIENTS);
  }

  private static void encodeAddress(ClientAddress value, ByteBuf out) {
    out.writeLong(value.high());
    out.writeLong(value.low());
  }

  private static ClientAddress decodeAddress(ByteBuf in) {
    return new ClientAddress(in.readLong(), in.readLong());
  }

  private static final class AddressCodec implements Codec<ClientAddress> {
    @Override
    public void encode(ClientAddress value, ByteBuf out) {
      encodeAddress(value, out);
    }

    @Override
    public ClientAddress decode(ByteBuf in) {
      return decodeAddress(in);
    }
  }

  private static final class SlotCodec implements Codec<ReplySlot> {
    @Override
    public void encode(ReplySlot value, ByteBuf out) {
      encodeAddress(value.client(), out);
      out.writeShort(value.number());
    }

    @Override
    public ReplySlot decode(ByteBuf in) {
      return new ReplySlot(decodeAddress(in), in.readUnsignedShort());
    }
  }

  private static final class ReplyCodec implements Codec<RememberedReply> {
    @Override
    public void encode(RememberedReply value, ByteBuf out) {
      RequestKey key = value.key();
      encodeAddress(key.client(), out);
      out.writeShort(key.port());
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
      ClientAddress client = decodeAddress(in);
      int port = in.readUnsignedShort();
      RequestKey key =
          new RequestKey(
              client, port, in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readLong());
      long age = in.readLong();
      byte[] results = new byte[in.readableBytes()];
      in.readBytes(results);
      return new RememberedReply(key, age, new Bytes(results));
    }
  }
}
