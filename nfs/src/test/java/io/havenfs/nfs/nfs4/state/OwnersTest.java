package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Credentials;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.model.SetAttributes;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NFSv4.0: clients without sessions, owners with sequences. */
class OwnersTest {
  private final StateServer server = new StateServer();
  private final Client client = new Client(server, "unused");
  private long clientId;
  private long confirm;

  @BeforeEach
  void withoutSession() {
    client.minorVersion = 0;
  }

  private Reply call(int count, Consumer<XdrWriter> operations) {
    MemoryCall call = client.compound(count, operations);
    return new Reply(call);
  }

  private Reply on(FileHandle handle, Consumer<XdrWriter> operation) {
    return call(
        2,
        out -> {
          Client.putfh(out, handle);
          operation.accept(out);
        });
  }

  private void introduce(String name, long verifier) {
    Reply reply =
        call(
            1,
            out -> {
              Client.op(out, Op.SETCLIENTID);
              out.int64(verifier);
              out.utf8(name);
              out.int32(0x40000000);
              out.utf8("tcp");
              out.utf8("192.0.2.1.3.4");
              out.int32(1);
            });
    XdrReader in = reply.ok(Op.SETCLIENTID);
    clientId = in.int64();
    confirm = in.int64();
  }

  private Nfs4Status confirm(long id, long verifier) {
    return call(
            1,
            out -> {
              Client.op(out, Op.SETCLIENTID_CONFIRM);
              out.int64(id);
              out.int64(verifier);
            })
        .next(Op.SETCLIENTID_CONFIRM);
  }

  private Nfs4Status renew(long id) {
    return call(1, out -> Client.op(out, Op.RENEW).int64(id)).next(Op.RENEW);
  }

  private void known() {
    introduce("alice", 1);
    assertThat(confirm(clientId, confirm)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  private void open(XdrWriter out, int seqid, String name) {
    Client.op(out, Op.OPEN);
    out.int32(seqid);
    out.int32(3);
    out.int32(0);
    out.int64(clientId);
    out.utf8("owner");
    out.int32(1);
    out.int32(0);
    out.int32(0);
    out.int32(0);
    Client.byName(out, name);
  }

  private Stateid opened(Reply reply) {
    reply.ok(Op.PUTFH);
    return Stateid.read(reply.ok(Op.OPEN));
  }

  private FileHandle file(String name) {
    return server.handle(
        server.files.lookup(
            server.engine.state(),
            Credentials.ROOT,
            server.files.inode(server.engine.state(), Inode.ROOT),
            Name.of(name)));
  }

  private Stateid openConfirmed(int seqid) {
    Stateid first = opened(on(server.root(), out -> open(out, seqid, "f")));
    Reply reply = on(file("f"), out -> confirmOpen(out, first, seqid + 1));
    reply.ok(Op.PUTFH);
    return Stateid.read(reply.ok(Op.OPEN_CONFIRM));
  }

  private static void confirmOpen(XdrWriter out, Stateid stateid, int seqid) {
    Client.op(out, Op.OPEN_CONFIRM);
    stateid.write(out);
    out.int32(seqid);
  }

  private static void close(XdrWriter out, int seqid, Stateid stateid) {
    Client.op(out, Op.CLOSE).int32(seqid);
    stateid.write(out);
  }

  private Nfs4Status closed(int seqid, Stateid stateid) {
    Reply reply = on(file("f"), out -> close(out, seqid, stateid));
    reply.ok(Op.PUTFH);
    return reply.next(Op.CLOSE);
  }

  @Test
  void aClientConfirmsWhatItWasTold() {
    introduce("alice", 1);
    assertThat(renew(clientId)).isEqualTo(Nfs4Status.NFS4ERR_STALE_CLIENTID);
    assertThat(confirm(clientId, confirm + 2)).isEqualTo(Nfs4Status.NFS4ERR_STALE_CLIENTID);
    assertThat(confirm(clientId, confirm)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(confirm(clientId, confirm)).as("again").isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(renew(clientId)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void theSameBootKeepsItsIdAndAnotherGetsANewOne() {
    known();
    long id = clientId;
    long first = confirm;
    introduce("alice", 1);
    assertThat(clientId).isEqualTo(id);
    assertThat(confirm).isNotEqualTo(first);
    known();
    introduce("alice", 2);
    assertThat(clientId).isNotEqualTo(id);
    assertThat(renew(id)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(confirm(clientId, confirm)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(renew(id)).isEqualTo(Nfs4Status.NFS4ERR_STALE_CLIENTID);
  }

  @Test
  void anotherPrincipalsNameIsInUseOnlyWhileItHoldsSomething() {
    known();
    client.uid = 7;
    introduce("alice", 1);
    client.uid = 0;
    known();
    openConfirmed(5);
    client.uid = 7;
    Reply reply =
        call(
            1,
            out -> {
              Client.op(out, Op.SETCLIENTID).int64(1);
              out.utf8("alice");
              out.int32(1);
              out.utf8("tcp");
              out.utf8("1");
              out.int32(1);
            });
    assertThat(reply.next(Op.SETCLIENTID)).isEqualTo(Nfs4Status.NFS4ERR_CLID_INUSE);
    assertThat(reply.in().utf8(100)).isEqualTo("tcp");
  }

  @Test
  void aRetransmissionIsAnsweredAsBeforeAlsoAfterARestart() {
    known();
    byte[] first = on(server.root(), out -> open(out, 5, "f")).bytes();
    server.restart();
    assertThat(on(server.root(), out -> open(out, 5, "f")).bytes()).isEqualTo(first);
    Stateid stateid = opened(on(server.root(), out -> open(out, 5, "f")));
    byte[] confirmed = on(file("f"), out -> confirmOpen(out, stateid, 6)).bytes();
    assertThat(on(file("f"), out -> confirmOpen(out, stateid, 6)).bytes()).isEqualTo(confirmed);
    Stateid current = stateid.withSeqid(stateid.seqid() + 1);
    byte[] gone = on(file("f"), out -> close(out, 7, current)).bytes();
    server.restart();
    assertThat(on(file("f"), out -> close(out, 7, current)).bytes()).isEqualTo(gone);
    assertThat(closed(8, current)).isEqualTo(Nfs4Status.NFS4ERR_BAD_STATEID);
  }

  @Test
  void numbersFollowEachOther() {
    known();
    Stateid stateid = openConfirmed(5);
    assertThat(closed(9, stateid)).isEqualTo(Nfs4Status.NFS4ERR_BAD_SEQID);
    assertThat(closed(6, stateid)).as("another request").isEqualTo(Nfs4Status.NFS4ERR_BAD_SEQID);
    assertThat(closed(7, stateid.withSeqid(1))).isEqualTo(Nfs4Status.NFS4ERR_OLD_STATEID);
    assertThat(closed(7, stateid.withSeqid(1)))
        .as("again")
        .isEqualTo(Nfs4Status.NFS4ERR_OLD_STATEID);
    assertThat(closed(8, stateid)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void anOpenThatWasNotConfirmedIsNoneAndGoesWithTheNext() {
    known();
    Stateid first = opened(on(server.root(), out -> open(out, 5, "f")));
    assertThat(closed(6, first)).isEqualTo(Nfs4Status.NFS4ERR_BAD_STATEID);
    Stateid second = opened(on(server.root(), out -> open(out, 50, "f")));
    assertThat(second.low()).isNotEqualTo(first.low());
    assertThat(closed(51, first)).isEqualTo(Nfs4Status.NFS4ERR_BAD_STATEID);
  }

  @Test
  void aCompoundThatRemovesIsExecutedOnceAlsoAfterARestart() {
    known();
    openConfirmed(5);
    Consumer<XdrWriter> remove =
        out -> {
          Client.putfh(out, server.root());
          out.int32(Op.REMOVE.number());
          out.opaque(new byte[] {'f'});
        };
    byte[] first = new Reply(client.compound(2, remove)).bytes();
    server.restart();
    Reply again = new Reply(client.compound(2, remove));
    assertThat(again.bytes()).isEqualTo(first);
    assertThat(again.status()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  /** Found by the simulation: the file is gone, so a retransmission fails before its CLOSE. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCloseIsAnsweredAsBeforeThoughTheFileIsGone(boolean removedBefore) {
    known();
    Stateid stateid = openConfirmed(5);
    FileHandle file = file("f");
    if (removedBefore) {
      remove("f");
    }
    byte[] first = on(file, out -> close(out, 7, stateid)).bytes();
    if (!removedBefore) {
      remove("f");
    }
    server.restart();
    Reply again = on(file, out -> close(out, 7, stateid));
    assertThat(again.bytes()).isEqualTo(first);
    assertThat(again.status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(on(file, out -> close(out, 8, stateid)).status())
        .isEqualTo(Nfs4Status.NFS4ERR_STALE);
  }

  @Test
  void anOpenIsAnsweredAsBeforeThoughItsDirectoryIsGone() {
    known();
    Inode directory =
        server.files.makeDirectory(
            server.engine.state(), Credentials.ROOT, Inode.ROOT, Name.of("d"), SetAttributes.NONE);
    FileHandle handle = server.handle(directory);
    byte[] first = on(handle, out -> open(out, 5, "f")).bytes();
    server.files.remove(server.engine.state(), Credentials.ROOT, directory.id(), Name.of("f"));
    remove("d");
    assertThat(on(handle, out -> open(out, 5, "f")).bytes()).isEqualTo(first);
    assertThat(on(handle, out -> open(out, 6, "f")).status()).isEqualTo(Nfs4Status.NFS4ERR_STALE);
  }

  private void remove(String name) {
    Reply reply =
        on(
            server.root(),
            out -> Client.op(out, Op.REMOVE).opaque(name.getBytes(StandardCharsets.UTF_8)));
    reply.ok(Op.PUTFH);
    assertThat(reply.next(Op.REMOVE)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void locksAreNumberedByTheirOwner() {
    known();
    Stateid open = openConfirmed(5);
    FileHandle file = file("f");
    Consumer<XdrWriter> lock = out -> lock(out, open, 7);
    Reply reply = on(file, lock);
    byte[] first = reply.bytes();
    reply.ok(Op.PUTFH);
    Stateid held = Stateid.read(reply.ok(Op.LOCK));
    server.restart();
    assertThat(on(file, lock).bytes()).isEqualTo(first);
    assertThat(unlock(file, held, 3)).isEqualTo(Nfs4Status.NFS4ERR_BAD_SEQID);
    assertThat(release()).isEqualTo(Nfs4Status.NFS4ERR_LOCKS_HELD);
    assertThat(unlock(file, held, 1)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(unlock(file, held, 1)).as("again").isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(release()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(unlock(file, held, 2)).isEqualTo(Nfs4Status.NFS4ERR_BAD_STATEID);
  }

  private void lock(XdrWriter out, Stateid open, int seqid) {
    Client.op(out, Op.LOCK).int32(2);
    out.bool(false);
    out.int64(0);
    out.int64(10);
    out.bool(true);
    out.int32(seqid);
    open.write(out);
    out.int32(0);
    out.int64(clientId);
    out.utf8("locker");
  }

  private Nfs4Status unlock(FileHandle file, Stateid held, int seqid) {
    Reply reply =
        on(
            file,
            out -> {
              Client.op(out, Op.LOCKU).int32(2);
              out.int32(seqid);
              held.write(out);
              out.int64(0);
              out.int64(10);
            });
    reply.ok(Op.PUTFH);
    return reply.next(Op.LOCKU);
  }

  private Nfs4Status release() {
    return call(
            1,
            out -> {
              Client.op(out, Op.RELEASE_LOCKOWNER).int64(clientId);
              out.utf8("locker");
            })
        .next(Op.RELEASE_LOCKOWNER);
  }

  @Test
  void anOwnersOwnOpensStandAgainstIt() {
    known();
    openConfirmed(5);
    Reply reply = on(server.root(), out -> openDenying(out, 7));
    reply.ok(Op.PUTFH);
    assertThat(reply.next(Op.OPEN)).isEqualTo(Nfs4Status.NFS4ERR_SHARE_DENIED);
  }

  private void openDenying(XdrWriter out, int seqid) {
    Client.op(out, Op.OPEN).int32(seqid);
    out.int32(1);
    out.int32(3);
    out.int64(clientId);
    out.utf8("owner");
    out.int32(0);
    Client.byName(out, "f");
  }

  @Test
  void statusesAreThoseOfTheVersion() {
    Reply restore = call(1, out -> Client.op(out, Op.RESTOREFH));
    assertThat(restore.next(Op.RESTOREFH)).isEqualTo(Nfs4Status.NFS4ERR_RESTOREFH);
    Reply setattr = call(1, out -> Client.op(out, Op.SETATTR));
    assertThat(setattr.next(Op.SETATTR)).isEqualTo(Nfs4Status.NFS4ERR_NOFILEHANDLE);
    assertThat(setattr.in().int32()).as("attributes that were set").isZero();
    known();
    openConfirmed(5);
    Stateid older = new Stateid(1, 1L << 32, 0);
    assertThat(closed(7, older)).isEqualTo(Nfs4Status.NFS4ERR_STALE_STATEID);
  }

  @Test
  void whoLostWhatItHeldIsToldSo() {
    known();
    long id = clientId;
    Stateid held = openConfirmed(5);
    introduce("alice", 2);
    assertThat(confirm(clientId, confirm)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(closed(7, held)).isEqualTo(Nfs4Status.NFS4ERR_EXPIRED);
    assertThat(renew(id)).isEqualTo(Nfs4Status.NFS4ERR_EXPIRED);
  }

  @Test
  void whoIsEvictedByAnOperatorIsToldSo() {
    known();
    Stateid held = openConfirmed(5);
    String id = server.roster().clients(server.engine.state()).getFirst().id();
    assertThat(server.evict(id)).isTrue();
    server.restart();
    assertThat(closed(7, held)).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
    assertThat(renew(clientId)).isEqualTo(Nfs4Status.NFS4ERR_EXPIRED);
    known();
    assertThat(renew(clientId)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void aBrokenLockIsRevoked() {
    known();
    Stateid open = openConfirmed(5);
    FileHandle file = file("f");
    Reply reply = on(file, out -> lock(out, open, 7));
    reply.ok(Op.PUTFH);
    Stateid held = Stateid.read(reply.ok(Op.LOCK));
    assertThat(server.breakLocks(held.high(), any -> true)).isEqualTo(1);
    assertThat(unlock(file, held, 1)).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
    assertThat(release()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(closed(8, open)).as("what else it has").isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void operationsOfLaterVersionsAreIllegal() {
    Reply reply = call(1, out -> out.int32(Op.SEQUENCE.number()));
    assertThat(reply.status()).isEqualTo(Nfs4Status.NFS4ERR_OP_ILLEGAL);
    assertThat(reply.in().int32()).isEqualTo(Op.ILLEGAL);
  }
}
