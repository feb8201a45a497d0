package io.havenfs.engine.client.open;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.Stored;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** The tables of opens and lock holders. */
public final class StateTables {
  private static final Codec<StateKey> STATE_KEY =
      Stored.codec(
          (key, out) -> {
            out.writeLong(key.fileId());
            out.writeInt(key.counter());
          },
          in -> new StateKey(in.readLong(), in.readInt()));

  static final Codec<ClientStateKey> CLIENT_STATE_KEY =
      Stored.codec(
          (key, out) -> {
            out.writeLong(key.clientId());
            out.writeLong(key.fileId());
            out.writeInt(key.counter());
          },
          in -> new ClientStateKey(in.readLong(), in.readLong(), in.readInt()));

  static final Codec<Bytes> NOTHING = Stored.codec((value, out) -> {}, in -> Bytes.EMPTY);

  private static final Codec<State> STATE = Stored.codec(StateTables::encode, StateTables::decode);

  /** States by stateid. */
  static final Table<StateKey, State> STATES =
      new Table<>(28, "states", STATE_KEY, STATE, Residence.RESIDENT);

  /** Which states a client holds. */
  static final Table<ClientStateKey, Bytes> CLIENT_STATES =
      new Table<>(29, "client-states", CLIENT_STATE_KEY, NOTHING, Residence.RESIDENT);

  private static final byte OPEN = 0;
  private static final byte LOCK_HOLDER = 1;

  private StateTables() {}

  /** All of them. */
  public static List<Table<?, ?>> all() {
    return List.of(STATES, CLIENT_STATES, TakenStates.TAKEN);
  }

  private static void encode(State state, ByteBuf out) {
    out.writeByte(state instanceof State.Open ? OPEN : LOCK_HOLDER);
    out.writeLong(state.clientId());
    Stored.writeBytes(state.owner().name(), out);
    out.writeInt(state.sequence());
    switch (state) {
      case State.Open open -> {
        out.writeShort(open.modes());
        out.writeBoolean(open.lost());
      }
      case State.LockHolder holder -> out.writeInt(holder.open());
    }
  }

  private static State decode(ByteBuf in) {
    byte kind = in.readByte();
    long clientId = in.readLong();
    Owner owner = new Owner(Stored.readBytes(in));
    int sequence = in.readInt();
    return switch (kind) {
      case OPEN ->
          new State.Open(clientId, owner, sequence, in.readUnsignedShort(), in.readBoolean());
      case LOCK_HOLDER -> new State.LockHolder(clientId, owner, sequence, in.readInt());
      default -> throw new IllegalArgumentException("unknown kind of state " + kind);
    };
  }
}
