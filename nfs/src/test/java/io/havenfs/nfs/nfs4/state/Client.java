package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A client with one session, which encodes its requests itself. */
final class Client {
  /** Asked for unless a test wants something else. */
  static final int[] CHANNEL = {0, 8192, 8192, 4096, 8, 4};

  private final StateServer server;
  private final String name;
  int uid;
  int minorVersion = 1;
  long clientId;
  int creation;
  long session;
  long nonce;
  final int[] sequences = new int[4];
  boolean cacheThis = true;

  Client(StateServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** A client that has a session and nothing to reclaim. */
  static Client ready(StateServer server, String name) {
    Client client = new Client(server, name);
    client.exchangeId(0);
    client.createSession(0, CHANNEL);
    new Reply(client.inSession(0, 1, out -> op(out, Op.RECLAIM_COMPLETE).bool(false))).in().int32();
    return client;
  }

  static XdrWriter op(XdrWriter out, Op op) {
    out.int32(op.number());
    return out;
  }

  /** A COMPOUND of {@code count} operations. */
  MemoryCall compound(int count, Consumer<XdrWriter> operations) {
    return server.call(
        uid,
        out -> {
          out.utf8("");
          out.int32(minorVersion);
          out.int32(count);
          operations.accept(out);
        });
  }

  void sequence(XdrWriter out, int slot, int sequence) {
    op(out, Op.SEQUENCE);
    out.int64(session);
    out.int64(nonce);
    out.int32(sequence);
    out.int32(slot);
    out.int32(3);
    out.bool(cacheThis);
  }

  /** SEQUENCE with the slot's next number, and {@code count} operations. */
  MemoryCall inSession(int slot, int count, Consumer<XdrWriter> operations) {
    sequences[slot]++;
    return again(slot, count, operations);
  }

  /** The same with the slot's last number. */
  MemoryCall again(int slot, int count, Consumer<XdrWriter> operations) {
    return compound(
        count + 1,
        out -> {
          sequence(out, slot, sequences[slot]);
          operations.accept(out);
        });
  }

  /** SEQUENCE, PUTFH and one operation. */
  Reply on(FileHandle handle, Consumer<XdrWriter> operation) {
    return new Reply(
        inSession(
            0,
            2,
            out -> {
              putfh(out, handle);
              operation.accept(out);
            }));
  }

  static void putfh(XdrWriter out, FileHandle handle) {
    handle.write(op(out, Op.PUTFH));
  }

  Reply exchangeId(int flags) {
    Reply reply = new Reply(compound(1, out -> exchangeId(out, flags, 0)));
    if (reply.status().code() == 0) {
      XdrReader in = reply.ok(Op.EXCHANGE_ID);
      clientId = in.int64();
      creation = in.int32();
    }
    return reply;
  }

  void exchangeId(XdrWriter out, int flags, int protection) {
    op(out, Op.EXCHANGE_ID);
    out.int64(77);
    out.utf8(name);
    out.int32(flags);
    out.int32(protection);
    if (protection != 0) {
      out.int32(0);
      out.int32(0);
    }
    if (protection == 2) {
      out.int32(0);
      out.int32(0);
      out.int64(0);
    }
    out.int32(0);
  }

  Reply createSession(int flags, int... channel) {
    Reply reply = new Reply(compound(1, out -> createSession(out, flags, channel)));
    if (reply.status().code() == 0) {
      XdrReader in = reply.ok(Op.CREATE_SESSION);
      session = in.int64();
      nonce = in.int64();
      creation++;
    }
    return reply;
  }

  void createSession(XdrWriter out, int flags, int... channel) {
    op(out, Op.CREATE_SESSION);
    out.int64(clientId);
    out.int32(creation);
    out.int32(flags);
    for (int i = 0; i < 2; i++) {
      for (int attribute : channel) {
        out.int32(attribute);
      }
      out.int32(0);
    }
    out.int32(0x40000000);
    out.int32(1);
    out.int32(1);
    out.int32(0);
    out.utf8("machine");
    out.int64(0);
    out.int32(1);
    out.int32(5);
  }

  /** The head of an OPEN: up to openhow. */
  static XdrWriter open(XdrWriter out, String owner, int access, int deny) {
    op(out, Op.OPEN);
    out.int32(0);
    out.int32(access);
    out.int32(deny);
    out.int64(0);
    out.utf8(owner);
    return out;
  }

  static void byName(XdrWriter out, String name) {
    out.int32(0);
    out.opaque(name.getBytes(StandardCharsets.UTF_8));
  }

  /** OPEN of an existing file. */
  static void openExisting(XdrWriter out, String owner, int access, int deny, String name) {
    open(out, owner, access, deny).int32(0);
    byName(out, name);
  }

  /** OPEN with UNCHECKED4 (0) or GUARDED4 (1) and a mode. */
  static void create(XdrWriter out, String owner, int how, int mode, String name) {
    open(out, owner, 3, 0).int32(1);
    out.int32(how);
    out.int32(2);
    out.int32(0);
    out.int32(2);
    out.int32(4);
    out.int32(mode);
    byName(out, name);
  }

  /** OPEN with EXCLUSIVE4. */
  static void exclusive(XdrWriter out, String owner, long verifier, String name) {
    open(out, owner, 3, 0).int32(1);
    out.int32(2);
    out.int64(verifier);
    byName(out, name);
  }

  /** The stateid that an OPEN, LOCK or the like returned. */
  static Stateid stateid(Reply reply, Op op) {
    return Stateid.read(reply.body().ok(op));
  }
}
