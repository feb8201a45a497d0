package io.havenfs.engine.client.host;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.Stored;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.engine.table.Codec;
import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The tables of hosts: ids 44 to 48. */
public final class HostTables {
  /** Hosts by id. */
  static final Table<Long, Host> HOSTS =
      new Table<>(
          44,
          "hosts",
          Stored.ID,
          Stored.codec(HostTables::encodeHost, HostTables::decodeHost),
          Residence.RESIDENT);

  /** Ids by what hosts are known by. */
  static final Table<HostKey, Long> NAMES =
      new Table<>(
          45,
          "host-names",
          Stored.codec(HostTables::encodeSortedKey, HostTables::decodeSortedKey),
          Codec.LONG,
          Residence.RESIDENT);

  /** What hosts wait for. */
  static final Table<LockWaitKey, LockWait> WAITS =
      new Table<>(
          46,
          "lock-waits",
          Stored.codec(HostTables::encodeWaitKey, HostTables::decodeWaitKey),
          Stored.codec(HostTables::encodeWait, HostTables::decodeWait),
          Residence.RESIDENT);

  /** The same by hosts; the value says nothing. */
  static final Table<HostWaitKey, Long> WAITS_BY_HOST =
      new Table<>(
          48,
          "lock-waits-by-host",
          Stored.codec(HostTables::encodeHostWaitKey, HostTables::decodeHostWaitKey),
          Codec.LONG,
          Residence.RESIDENT);

  /** The service's NSM state, in one row. */
  static final Table<Long, MonitorState> MONITOR =
      new Table<>(
          47,
          "monitor-state",
          Codec.LONG,
          Stored.codec(HostTables::encodeMonitor, HostTables::decodeMonitor),
          Residence.RESIDENT);

  private HostTables() {}

  /** All of them. */
  public static List<Table<?, ?>> all() {
    return List.of(HOSTS, NAMES, WAITS, WAITS_BY_HOST, MONITOR);
  }

  private static void encodeHost(Host host, ByteBuf out) {
    out.writeLong(host.id());
    encodeAddress(host.key().address(), out);
    Stored.writeBytes(host.key().name().getBytes(StandardCharsets.UTF_8), out);
    encodeAddress(host.service(), out);
    out.writeInt(host.state());
    out.writeBoolean(host.monitored());
    out.writeBoolean(host.mayReclaim());
  }

  private static Host decodeHost(ByteBuf in) {
    long id = in.readLong();
    ClientAddress address = decodeAddress(in);
    HostKey key = new HostKey(address, new String(Stored.readBytes(in), StandardCharsets.UTF_8));
    return new Host(id, key, decodeAddress(in), in.readInt(), in.readBoolean(), in.readBoolean());
  }

  /** In UTF-16, so that bytes sort as strings do. */
  private static void encodeSortedKey(HostKey key, ByteBuf out) {
    encodeAddress(key.address(), out);
    out.writeCharSequence(key.name(), StandardCharsets.UTF_16BE);
  }

  private static HostKey decodeSortedKey(ByteBuf in) {
    ClientAddress address = decodeAddress(in);
    return new HostKey(address, new String(Stored.readRest(in), StandardCharsets.UTF_16BE));
  }

  private static void encodeMonitor(MonitorState state, ByteBuf out) {
    out.writeInt(state.number());
    out.writeInt(state.roundsLeft());
  }

  private static MonitorState decodeMonitor(ByteBuf in) {
    return new MonitorState(in.readInt(), in.readInt());
  }

  private static void encodeWaitKey(LockWaitKey key, ByteBuf out) {
    out.writeLong(key.fileId());
    out.writeLong(key.number());
  }

  private static LockWaitKey decodeWaitKey(ByteBuf in) {
    return new LockWaitKey(in.readLong(), in.readLong());
  }

  private static void encodeHostWaitKey(HostWaitKey key, ByteBuf out) {
    out.writeLong(key.hostId() ^ Long.MIN_VALUE);
    encodeWaitKey(key.key(), out);
  }

  private static HostWaitKey decodeHostWaitKey(ByteBuf in) {
    return new HostWaitKey(in.readLong() ^ Long.MIN_VALUE, decodeWaitKey(in));
  }

  private static void encodeWait(LockWait wait, ByteBuf out) {
    out.writeLong(wait.hostId());
    Stored.writeBytes(wait.owner().name(), out);
    encodeRange(wait.range(), out);
    out.writeByte(wait.stage().code());
    out.writeInt(wait.before().size());
    wait.before().forEach(range -> encodeRange(range, out));
    out.writeInt(wait.callback().version());
    encodeAddress(wait.callback().service(), out);
    out.writeBoolean(wait.callback().messages());
    Stored.writeBytes(wait.callback().handle().array(), out);
  }

  private static LockWait decodeWait(ByteBuf in) {
    long hostId = in.readLong();
    Owner owner = new Owner(Stored.readBytes(in));
    LockRange range = decodeRange(in);
    LockWait.Stage stage = LockWait.Stage.of(in.readByte());
    List<LockRange> before = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      before.add(decodeRange(in));
    }
    int version = in.readInt();
    ClientAddress service = decodeAddress(in);
    boolean messages = in.readBoolean();
    Bytes handle = new Bytes(Stored.readBytes(in));
    return new LockWait(
        hostId,
        owner,
        range,
        stage,
        before,
        new LockWait.Callback(version, service, messages, handle));
  }

  private static void encodeRange(LockRange range, ByteBuf out) {
    out.writeLong(range.start());
    out.writeLong(range.last());
    out.writeBoolean(range.exclusive());
  }

  private static LockRange decodeRange(ByteBuf in) {
    return new LockRange(in.readLong(), in.readLong(), in.readBoolean());
  }

  private static void encodeAddress(ClientAddress address, ByteBuf out) {
    out.writeLong(address.high());
    out.writeLong(address.low());
  }

  private static ClientAddress decodeAddress(ByteBuf in) {
    return new ClientAddress(in.readLong(), in.readLong());
  }
}
