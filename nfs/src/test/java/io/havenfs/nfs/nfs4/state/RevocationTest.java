package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.roster.HeldLock;
import io.havenfs.engine.client.roster.ListedClient;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.tx.Durability;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a client with sessions is told when an operator takes something from it. */
final class RevocationTest {
  private static final int TO_STATUS = 8 + 8 + 4 + 4 + 4 + 4;
  private static final int NONE = 0;

  private final StateServer server = new StateServer();
  private final Client client = Client.ready(server, "alice");
  private final Inode inode = server.makeFile("f");
  private final FileHandle file = server.handle(inode);
  private Stateid open = open("f", 0);
  private Stateid lock = lock();

  private Stateid open(String name, int deny) {
    return Client.stateid(
        client.on(server.root(), out -> Client.openExisting(out, "owner", 3, deny, name)), Op.OPEN);
  }

  private Stateid lock() {
    return Client.stateid(
        client.on(
            file,
            out -> {
              Client.op(out, Op.LOCK).int32(2);
              out.bool(false);
              out.int64(0);
              out.int64(10);
              out.bool(true);
              out.int32(0);
              open.write(out);
              out.int32(0);
              out.int64(0);
              out.utf8("locker");
            }),
        Op.LOCK);
  }

  private Nfs4Status unlock() {
    return client
        .on(
            file,
            out -> {
              Client.op(out, Op.LOCKU).int32(2);
              out.int32(0);
              lock.write(out);
              out.int64(0);
              out.int64(10);
            })
        .status();
  }

  private int flags() {
    XdrReader in = new Reply(client.inSession(1, 0, out -> {})).ok(Op.SEQUENCE);
    in.skipFixedOpaque(TO_STATUS);
    return in.int32();
  }

  private Nfs4Status test(Stateid stateid) {
    Reply reply =
        new Reply(
            client.inSession(
                0,
                1,
                out -> {
                  Client.op(out, Op.TEST_STATEID).int32(1);
                  stateid.write(out);
                }));
    reply.ok(Op.SEQUENCE).skipFixedOpaque(TO_STATUS + 4);
    XdrReader in = reply.ok(Op.TEST_STATEID);
    assertThat(in.int32()).isEqualTo(1);
    return Nfs4Status.of(in.int32());
  }

  private Nfs4Status free(Stateid stateid) {
    return new Reply(client.inSession(0, 1, out -> stateid.write(Client.op(out, Op.FREE_STATEID))))
        .status();
  }

  private ListedClient listed() {
    return server.roster().clients(server.engine.state()).getFirst();
  }

  private int breakLocks(boolean everybodys) {
    return server.breakLocks(inode.id(), client -> everybodys);
  }

  private boolean evict() {
    return server.evict(listed().id());
  }

  @Test
  void operatorsSeeWhoHoldsWhat() {
    assertThat(listed().protocol()).isEqualTo("4.1");
    assertThat(listed().address()).isEqualTo("192.0.2.1");
    assertThat(listed().name()).isEqualTo("alice");
    assertThat(listed().opens()).isEqualTo(1);
    assertThat(listed().locks()).isEqualTo(1);
    assertThat(listed().state()).isEqualTo("active");
    assertThat(server.roster().locks(server.engine.state()))
        .containsExactly(
            new HeldLock(inode.id(), listed().id(), "locker", HeldLock.Kind.WRITE, 0, 9));
    server.time.advance(Duration.ofSeconds(100));
    assertThat(listed().state()).isEqualTo("silent");
    assertThat(listed().silent()).isGreaterThanOrEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void aBrokenLockIsRevokedUntilItIsFreed() {
    assertThat(flags()).isEqualTo(NONE);
    assertThat(breakLocks(false)).isZero();
    assertThat(breakLocks(true)).isEqualTo(1);
    assertThat(server.engine.state().durability()).isEqualTo(Durability.DISK);
    assertThat(server.roster().locks(server.engine.state())).isEmpty();
    server.restart();
    assertThat(flags()).isEqualTo(SequenceStatus.ADMIN_STATE_REVOKED);
    assertThat(unlock()).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
    assertThat(test(lock)).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
    assertThat(test(open)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(free(lock)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(test(lock)).isEqualTo(Nfs4Status.NFS4ERR_BAD_STATEID);
    assertThat(flags()).isEqualTo(NONE);
    lock = lock();
    assertThat(unlock()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  /**
   * Linux frees nothing of a file that it has closed, and looks after all it has while it is told.
   */
  @Test
  void whoClosesTheFileNeedsNoTelling() {
    assertThat(breakLocks(true)).isEqualTo(1);
    assertThat(flags()).isEqualTo(SequenceStatus.ADMIN_STATE_REVOKED);
    Reply closed =
        client.on(
            file,
            out -> {
              Client.op(out, Op.CLOSE).int32(0);
              open.write(out);
            });
    assertThat(closed.status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(flags()).isEqualTo(NONE);
  }

  @Test
  void nobodyIsToldForEver() {
    assertThat(breakLocks(true)).isEqualTo(1);
    server.time.advance(Duration.ofSeconds(80));
    assertThat(flags()).isEqualTo(SequenceStatus.ADMIN_STATE_REVOKED);
    server.time.advance(Duration.ofSeconds(20));
    assertThat(flags()).isEqualTo(NONE);
    assertThat(test(lock)).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
  }

  @Test
  void anOpenThatDeniesSomethingGoesWithItsLocks() {
    open = open("f", 2);
    assertThat(breakLocks(true)).isEqualTo(2);
    assertThat(test(open)).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
    assertThat(test(lock)).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
  }

  @Test
  void anEvictedClientThatIsThereLosesAllButItsSession() {
    assertThat(evict()).isTrue();
    assertThat(listed().opens()).isZero();
    assertThat(flags()).isEqualTo(SequenceStatus.ADMIN_STATE_REVOKED);
    assertThat(test(open)).isEqualTo(Nfs4Status.NFS4ERR_ADMIN_REVOKED);
    assertThat(free(open)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(flags()).as("one is left").isEqualTo(SequenceStatus.ADMIN_STATE_REVOKED);
    assertThat(free(lock)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(flags()).isEqualTo(NONE);
  }

  @Test
  void anEvictedClientThatIsSilentIsForgotten() {
    server.time.advance(Duration.ofSeconds(100));
    assertThat(evict()).isTrue();
    assertThat(server.roster().clients(server.engine.state())).isEmpty();
    assertThat(new Reply(client.inSession(0, 0, out -> {})).status())
        .isEqualTo(Nfs4Status.NFS4ERR_BADSESSION);
    assertThat(server.evict("v4-zz")).isFalse();
    assertThat(server.evict("nlm-x")).isFalse();
  }
}
