package io.havenfs.engine.client.session;

import io.havenfs.engine.client.Stored;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/** The tables of sessions. */
public final class SessionTables {
  private static final Codec<SessionRecord> SESSION =
      Stored.codec(SessionTables::encodeSession, SessionTables::decodeSession);

  private static final Codec<ClientSessionKey> CLIENT_SESSION_KEY =
      Stored.codec(
          (key, out) -> {
            out.writeLong(key.clientId());
            out.writeLong(key.sessionId());
          },
          in -> new ClientSessionKey(in.readLong(), in.readLong()));

  private static final Codec<Bytes> NOTHING = Stored.codec((value, out) -> {}, in -> Bytes.EMPTY);

  private static final Codec<SlotKey> SLOT_KEY =
      Stored.codec(
          (key, out) -> {
            out.writeLong(key.sessionId());
            out.writeInt(key.slot());
          },
          in -> new SlotKey(in.readLong(), in.readInt()));

  private static final Codec<SlotReply> SLOT_REPLY =
      Stored.codec(
          (slot, out) -> {
            out.writeInt(slot.sequence());
            out.writeBytes(slot.reply().array());
          },
          in -> new SlotReply(in.readInt(), new Bytes(Stored.readRest(in))));

  private static final Codec<CreationSlot> CREATION_SLOT =
      Stored.codec(SessionTables::encodeCreation, SessionTables::decodeCreation);

  /** Sessions by id. */
  static final Table<Long, SessionRecord> SESSIONS =
      new Table<>(22, "sessions", Stored.ID, SESSION, Residence.RESIDENT);

  /** Which sessions a client has. */
  static final Table<ClientSessionKey, Bytes> CLIENT_SESSIONS =
      new Table<>(23, "client-sessions", CLIENT_SESSION_KEY, NOTHING, Residence.RESIDENT);

  /** Remembered replies. */
  static final Table<SlotKey, SlotReply> SLOTS =
      new Table<>(24, "slots", SLOT_KEY, SLOT_REPLY, Residence.RESIDENT);

  /** The slots through which sessions are created, by client. */
  static final Table<Long, CreationSlot> CREATION_SLOTS =
      new Table<>(25, "session-creation", Stored.ID, CREATION_SLOT, Residence.RESIDENT);

  /** Under {@link #TOTAL}: the bytes of replies that all sessions together may have remembered. */
  static final Table<Long, Long> PROMISED =
      new Table<>(26, "promised-replies", Stored.ID, Stored.ID, Residence.RESIDENT);

  static final long TOTAL = 0;

  private SessionTables() {}

  /** All of them. */
  public static List<Table<?, ?>> all() {
    return List.of(SESSIONS, CLIENT_SESSIONS, SLOTS, CREATION_SLOTS, PROMISED);
  }

  private static void encodeSession(SessionRecord session, ByteBuf out) {
    out.writeLong(session.id());
    out.writeLong(session.nonce());
    out.writeLong(session.clientId());
    out.writeInt(session.creation());
    SessionTerms terms = session.terms();
    encodeChannel(terms.fore(), out);
    encodeChannel(terms.back(), out);
    out.writeBoolean(terms.persistent());
    out.writeBoolean(terms.backchannel());
    out.writeInt(terms.callbackProgram());
    Stored.writeBytes(terms.callbackSecurity().array(), out);
  }

  private static SessionRecord decodeSession(ByteBuf in) {
    long id = in.readLong();
    long nonce = in.readLong();
    long clientId = in.readLong();
    int creation = in.readInt();
    Channel fore = decodeChannel(in);
    Channel back = decodeChannel(in);
    boolean persistent = in.readBoolean();
    boolean backchannel = in.readBoolean();
    int program = in.readInt();
    Bytes security = new Bytes(Stored.readBytes(in));
    SessionTerms terms = new SessionTerms(fore, back, persistent, backchannel, program, security);
    return new SessionRecord(id, nonce, clientId, creation, terms);
  }

  private static void encodeChannel(Channel channel, ByteBuf out) {
    out.writeInt(channel.maxRequestSize());
    out.writeInt(channel.maxResponseSize());
    out.writeInt(channel.maxResponseSizeCached());
    out.writeInt(channel.maxOperations());
    out.writeInt(channel.maxRequests());
  }

  private static Channel decodeChannel(ByteBuf in) {
    return new Channel(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
  }

  private static void encodeCreation(CreationSlot slot, ByteBuf out) {
    out.writeInt(slot.sequence());
    out.writeBoolean(slot.created().isPresent());
    slot.created().ifPresent(session -> encodeSession(session, out));
  }

  private static CreationSlot decodeCreation(ByteBuf in) {
    int sequence = in.readInt();
    boolean created = in.readBoolean();
    return new CreationSlot(sequence, created ? Optional.of(decodeSession(in)) : Optional.empty());
  }
}
