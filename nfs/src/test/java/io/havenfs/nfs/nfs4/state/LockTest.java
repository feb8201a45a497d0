package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LockTest {
  private static final int READ = 1;
  private static final int WRITE = 2;

  private final StateServer server = new StateServer();
  private final Client alice = Client.ready(server, "alice");
  private final Client bob = Client.ready(server, "bob");
  private final Stateid[] opens = new Stateid[2];
  private FileHandle file = server.root();

  @BeforeEach
  void open() {
    opens[0] =
        Client.stateid(
            alice.on(server.root(), out -> Client.create(out, "o", 0, 0666, "file")), Op.OPEN);
    opens[1] =
        Client.stateid(
            bob.on(server.root(), out -> Client.create(out, "o", 0, 0666, "file")), Op.OPEN);
    Inode root = server.files.inode(server.engine.state(), Inode.ROOT);
    file =
        server.handle(
            server.files.lookup(server.engine.state(), Credentials.ROOT, root, Name.of("file")));
  }

  private Reply lock(Client client, Stateid open, int type, long offset, long length) {
    return client.on(
        file,
        out -> {
          lockHead(out, type, offset, length);
          out.bool(true);
          out.int32(0);
          open.write(out);
          out.int32(0);
          out.int64(0);
          out.utf8("process");
        });
  }

  private Reply lockMore(Client client, Stateid lock, int type, long offset, long length) {
    return client.on(
        file,
        out -> {
          lockHead(out, type, offset, length);
          out.bool(false);
          lock.write(out);
          out.int32(0);
        });
  }

  private static void lockHead(XdrWriter out, int type, long offset, long length) {
    Client.op(out, Op.LOCK).int32(type);
    out.bool(false);
    out.int64(offset);
    out.int64(length);
  }

  private Reply unlock(Client client, Stateid lock, long offset, long length) {
    return client.on(
        file,
        out -> {
          Client.op(out, Op.LOCKU).int32(WRITE);
          out.int32(0);
          lock.write(out);
          out.int64(offset);
          out.int64(length);
        });
  }

  private Reply test(Client client, int type, long offset, long length) {
    return client.on(
        file,
        out -> {
          Client.op(out, Op.LOCKT).int32(type);
          out.int64(offset);
          out.int64(length);
          out.int64(0);
          out.utf8("process");
        });
  }

  private void denied(Reply reply, Op op, int type, long offset, long length) {
    assertThat(reply.status()).isEqualTo(Nfs4Status.NFS4ERR_DENIED);
    assertThat(reply.body().next(op)).isEqualTo(Nfs4Status.NFS4ERR_DENIED);
    XdrReader in = reply.in();
    assertThat(in.int64()).isEqualTo(offset);
    assertThat(in.int64()).isEqualTo(length);
    assertThat(in.int32()).isEqualTo(type);
    assertThat(in.int64()).isEqualTo(alice.clientId);
    assertThat(in.utf8(100)).isEqualTo("process");
    assertThat(in.remaining()).isZero();
  }

  @Test
  void whoIsInTheWayIsSaid() {
    Stateid held = Client.stateid(lock(alice, opens[0], WRITE, 10, -1), Op.LOCK);
    assertThat(held.seqid()).isEqualTo(1);
    denied(lock(bob, opens[1], READ, 0, 11), Op.LOCK, WRITE, 10, -1);
    denied(test(bob, READ, 1000, 1), Op.LOCKT, WRITE, 10, -1);
    assertThat(test(alice, WRITE, 0, -1).status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(test(bob, WRITE, 0, 10).status()).isEqualTo(Nfs4Status.NFS4_OK);
    Stateid after = Client.stateid(unlock(alice, held, 0, 20), Op.LOCKU);
    assertThat(after).isEqualTo(held.withSeqid(2));
    assertThat(lock(bob, opens[1], READ, 0, 11).status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(unlock(alice, held, 0, 20).status()).isEqualTo(Nfs4Status.NFS4ERR_OLD_STATEID);
  }

  @Test
  void moreIsLockedUnderTheLockStateid() {
    Stateid held = Client.stateid(lock(alice, opens[0], READ, 0, 10), Op.LOCK);
    Stateid more = Client.stateid(lockMore(alice, held, WRITE, 5, 10), Op.LOCK);
    assertThat(more).isEqualTo(held.withSeqid(2));
    denied(test(bob, WRITE, 0, 1), Op.LOCKT, READ, 0, 5);
    denied(test(bob, READ, 0, 20), Op.LOCKT, WRITE, 5, 10);
    server.restart();
    denied(test(bob, READ, 0, 20), Op.LOCKT, WRITE, 5, 10);
  }

  @Test
  void badRangesAndTypes() {
    assertThat(lock(alice, opens[0], WRITE, 5, 0).status()).isEqualTo(Nfs4Status.NFS4ERR_INVAL);
    assertThat(lock(alice, opens[0], WRITE, -5, 10).status()).isEqualTo(Nfs4Status.NFS4ERR_INVAL);
    assertThat(lock(alice, opens[0], 5, 0, 10).status()).isEqualTo(Nfs4Status.NFS4ERR_BADXDR);
    assertThat(lock(alice, opens[1], WRITE, 0, 10).status())
        .isEqualTo(Nfs4Status.NFS4ERR_BAD_STATEID);
  }

  @Test
  void stateidsAreFreedWhenNothingIsLocked() {
    Stateid held = Client.stateid(lock(alice, opens[0], READ, 0, 10), Op.LOCK);
    assertThat(free(held).status()).isEqualTo(Nfs4Status.NFS4ERR_LOCKS_HELD);
    assertThat(free(opens[0]).status()).isEqualTo(Nfs4Status.NFS4ERR_LOCKS_HELD);
    Stateid empty = Client.stateid(unlock(alice, held, 0, 10), Op.LOCKU);
    assertThat(free(empty).status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(free(empty).status()).isEqualTo(Nfs4Status.NFS4ERR_BAD_STATEID);
  }

  private Reply free(Stateid stateid) {
    return alice.on(file, out -> stateid.write(Client.op(out, Op.FREE_STATEID)));
  }
}
