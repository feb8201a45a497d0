package io.havenfs.engine.client.owner;

import io.havenfs.engine.client.ClientTables;
import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.OwnerRecord;
import io.havenfs.engine.client.Stored;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables of version 4.0's clients and owners: ids 31 to 36. */
public final class OwnerTables {
  /** Confirmed clients of version 4.0. */
  public static final Table<Long, Contact> CONTACTS =
      new Table<>(
          31,
          "contacts",
          Stored.ID,
          Stored.codec(OwnerTables::encodeContact, OwnerTables::decodeContact),
          Residence.RESIDENT);

  /** What was not confirmed yet, by client id. */
  public static final Table<Long, Introduction> INTRODUCTIONS =
      new Table<>(
          32,
          "introductions",
          Stored.ID,
          Stored.codec(OwnerTables::encodeIntroduction, OwnerTables::decodeIntroduction),
          Residence.RESIDENT);

  /** Which clients of version 4.0 go by a name; both ids may be the same. */
  public static final Table<Owner, OwnerRecord> NAMES =
      new Table<>(
          33,
          "introduced-names",
          ClientTables.OWNER,
          ClientTables.OWNER_RECORD,
          Residence.RESIDENT);

  private static final Codec<OwnerKey> OWNER_KEY =
      Stored.codec(OwnerTables::encodeKey, OwnerTables::decodeKey);

  /** The last numbered request of each owner. */
  static final Table<OwnerKey, OwnerSequence> SEQUENCES =
      new Table<>(
          34,
          "owner-sequences",
          OWNER_KEY,
          Stored.codec(OwnerTables::encodeSequence, OwnerTables::decodeSequence),
          Residence.RESIDENT);

  /** Whose a state was that the owner's last request closed. */
  static final Table<ClosedKey, OwnerKey> CLOSED =
      new Table<>(35, "closed-states", ClosedKey.CODEC, OWNER_KEY, Residence.RESIDENT);

  private OwnerTables() {}

  /** All of them. */
  public static List<Table<?, ?>> all() {
    return List.of(CONTACTS, INTRODUCTIONS, NAMES, SEQUENCES, CLOSED, Revoked.REVOKED);
  }

  private static void encodeKey(OwnerKey key, ByteBuf out) {
    out.writeLong(key.clientId()).writeBoolean(key.locks()).writeBytes(key.owner().name());
  }

  private static OwnerKey decodeKey(ByteBuf in) {
    return new OwnerKey(in.readLong(), in.readBoolean(), new Owner(Stored.readRest(in)));
  }

  private static void encodeSequence(OwnerSequence last, ByteBuf out) {
    out.writeInt(last.seqid()).writeBoolean(last.confirmed()).writeLong(last.fingerprint());
    out.writeLong(last.fileId())
        .writeInt(last.closed())
        .writeInt(last.status())
        .writeBytes(last.result().array());
  }

  private static OwnerSequence decodeSequence(ByteBuf in) {
    return new OwnerSequence(
        in.readInt(),
        in.readBoolean(),
        in.readLong(),
        in.readLong(),
        in.readInt(),
        in.readInt(),
        new Bytes(Stored.readRest(in)));
  }

  private static void encodeContact(Contact contact, ByteBuf out) {
    out.writeLong(contact.confirm());
    encodeCallback(contact.callback(), out);
    out.writeBoolean(contact.stale());
  }

  private static Contact decodeContact(ByteBuf in) {
    return new Contact(in.readLong(), decodeCallback(in), in.readBoolean());
  }

  private static void encodeIntroduction(Introduction introduction, ByteBuf out) {
    out.writeLong(introduction.clientId());
    Stored.writeBytes(introduction.owner().name(), out);
    out.writeLong(introduction.verifier());
    Stored.writeBytes(introduction.principal().array(), out);
    out.writeLong(introduction.confirm());
    encodeCallback(introduction.callback(), out);
  }

  private static Introduction decodeIntroduction(ByteBuf in) {
    return new Introduction(
        in.readLong(),
        new Owner(Stored.readBytes(in)),
        in.readLong(),
        new Bytes(Stored.readBytes(in)),
        in.readLong(),
        decodeCallback(in));
  }

  private static void encodeCallback(Callback callback, ByteBuf out) {
    out.writeInt(callback.program()).writeInt(callback.ident());
    Stored.writeBytes(callback.netid().getBytes(StandardCharsets.UTF_8), out);
    Stored.writeBytes(callback.address().getBytes(StandardCharsets.UTF_8), out);
  }

  private static Callback decodeCallback(ByteBuf in) {
    int program = in.readInt();
    int ident = in.readInt();
    String netid = new String(Stored.readBytes(in), StandardCharsets.UTF_8);
    return new Callback(
        program, ident, netid, new String(Stored.readBytes(in), StandardCharsets.UTF_8));
  }
}
