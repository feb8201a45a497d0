package io.havenfs.engine.client;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The tables of clients. */
public final class ClientTables {
  /** Clients by id. */
  public static final Table<Long, ClientRecord> CLIENTS =
      new Table<>(
          20,
          "clients",
          Stored.ID,
          Stored.codec(ClientTables::encode, ClientTables::decode),
          Residence.RESIDENT);

  /** The stored form of a name. */
  public static final Codec<Owner> OWNER =
      Stored.codec(
          (owner, out) -> out.writeBytes(owner.name()), in -> new Owner(Stored.readRest(in)));

  /** The stored form of which clients go by a name. */
  public static final Codec<OwnerRecord> OWNER_RECORD =
      Stored.codec(
          (ids, out) -> {
            out.writeLong(ids.confirmed());
            out.writeLong(ids.unconfirmed());
          },
          in -> new OwnerRecord(in.readLong(), in.readLong()));

  /** Which clients go by a name. */
  public static final Table<Owner, OwnerRecord> OWNERS =
      new Table<>(21, "client-owners", OWNER, OWNER_RECORD, Residence.RESIDENT);

  private ClientTables() {}

  /** All of them. */
  public static List<Table<?, ?>> all() {
    return List.of(CLIENTS, OWNERS);
  }

  private static void encode(ClientRecord client, ByteBuf out) {
    out.writeLong(client.id());
    Stored.writeBytes(client.owner().name(), out);
    out.writeLong(client.verifier());
    Stored.writeBytes(client.principal().array(), out);
    out.writeBoolean(client.confirmed());
    out.writeByte(client.reclaim().code());
  }

  private static ClientRecord decode(ByteBuf in) {
    long id = in.readLong();
    Owner owner = new Owner(Stored.readBytes(in));
    long verifier = in.readLong();
    Bytes principal = new Bytes(Stored.readBytes(in));
    return new ClientRecord(
        id, owner, verifier, principal, in.readBoolean(), Reclaim.of(in.readByte()));
  }
}
