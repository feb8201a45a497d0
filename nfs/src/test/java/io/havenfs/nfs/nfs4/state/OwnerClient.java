package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A client of version 4.0 with one open-owner and one lock-owner, which numbers its requests. */
final class OwnerClient {
  static final int CLAIM_NULL = 0;
  static final int CLAIM_PREVIOUS = 1;
  private static final int BOTH = 3;
  private static final int NO_CREATE = 0;

  private final String name;
  private final Client wire;
  long id;
  long confirm;
  int openSeqid = 1;
  int lockSeqid = 1;

  OwnerClient(StateServer server, String name) {
    this.name = name;
    this.wire = new Client(server, name);
    wire.minorVersion = 0;
  }

  void uid(int uid) {
    wire.uid = uid;
  }

  Reply call(int count, Consumer<XdrWriter> operations) {
    return new Reply(wire.compound(count, operations));
  }

  /** PUTFH, which works, and one operation. */
  Reply on(FileHandle handle, Consumer<XdrWriter> operation) {
    Reply reply =
        call(
            2,
            out -> {
              Client.putfh(out, handle);
              operation.accept(out);
            });
    reply.ok(Op.PUTFH);
    return reply;
  }

  static void setclientid(XdrWriter out, String name, long verifier) {
    Client.op(out, Op.SETCLIENTID).int64(verifier);
    out.utf8(name);
    out.int32(0x40000000);
    out.utf8("tcp");
    out.utf8("192.0.2.1.3.4");
    out.int32(1);
  }

  Nfs4Status introduce(long verifier) {
    Reply reply = call(1, out -> setclientid(out, name, verifier));
    Nfs4Status status = reply.next(Op.SETCLIENTID);
    if (status == Nfs4Status.NFS4_OK) {
      XdrReader in = reply.in();
      id = in.int64();
      confirm = in.int64();
    }
    return status;
  }

  Nfs4Status confirm(long clientId, long verifier) {
    return call(
            1,
            out -> {
              Client.op(out, Op.SETCLIENTID_CONFIRM).int64(clientId);
              out.int64(verifier);
            })
        .next(Op.SETCLIENTID_CONFIRM);
  }

  Nfs4Status renew(long clientId) {
    return call(1, out -> Client.op(out, Op.RENEW).int64(clientId)).next(Op.RENEW);
  }

  /** Comes to be known; numbers begin anew. */
  void known(long verifier) {
    if (introduce(verifier) != Nfs4Status.NFS4_OK || confirm(id, confirm) != Nfs4Status.NFS4_OK) {
      throw new AssertionError(name + " is not let in");
    }
    openSeqid = 1;
    lockSeqid = 1;
  }

  void open(XdrWriter out, int claim, String file) {
    Client.op(out, Op.OPEN).int32(openSeqid);
    out.int32(BOTH);
    out.int32(0);
    out.int64(id);
    out.utf8("owner");
    out.int32(NO_CREATE);
    out.int32(claim);
    if (claim == CLAIM_NULL) {
      out.opaque(file.getBytes(StandardCharsets.UTF_8));
    } else {
      out.int32(0);
    }
  }

  /** OPEN of an existing file by name; positioned after the status. */
  Reply openByName(FileHandle directory, String file) {
    return on(directory, out -> open(out, CLAIM_NULL, file));
  }

  Reply reclaim(FileHandle file) {
    return on(file, out -> open(out, CLAIM_PREVIOUS, ""));
  }

  /** The open stateid after OPEN and OPEN_CONFIRM. */
  Stateid opened(FileHandle directory, String name, FileHandle file) {
    Stateid first = Stateid.read(openByName(directory, name).ok(Op.OPEN));
    openSeqid++;
    Reply reply =
        on(
            file,
            out -> {
              first.write(Client.op(out, Op.OPEN_CONFIRM));
              out.int32(openSeqid);
            });
    openSeqid++;
    return Stateid.read(reply.ok(Op.OPEN_CONFIRM));
  }

  /** LOCK of ten bytes by the lock-owner, new to the file. */
  Reply lock(FileHandle file, Stateid open, boolean reclaim) {
    Reply reply = on(file, out -> lock(out, open, reclaim));
    return reply;
  }

  void lock(XdrWriter out, Stateid open, boolean reclaim) {
    Client.op(out, Op.LOCK).int32(2);
    out.bool(reclaim);
    out.int64(0);
    out.int64(10);
    out.bool(true);
    out.int32(openSeqid);
    open.write(out);
    out.int32(lockSeqid);
    out.int64(id);
    out.utf8("locker");
  }

  Nfs4Status close(FileHandle file, Stateid open) {
    return on(
            file,
            out -> {
              Client.op(out, Op.CLOSE).int32(openSeqid);
              open.write(out);
            })
        .next(Op.CLOSE);
  }
}
