package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Version 4.0 after a real loss of state: who may reclaim what, and when (RFC 7530 §9.6.2). */
final class OwnersGraceTest {
  private static final Duration GRACE = Duration.ofSeconds(91);
  private static final int CONFIRM = 2;

  private final StateServer server = new StateServer();
  private final OwnerClient alice = new OwnerClient(server, "alice");
  private final OwnerClient bob = new OwnerClient(server, "bob");
  private final FileHandle file = server.handle(server.makeFile("f"));
  private Stateid held = Stateid.ANONYMOUS;

  @BeforeEach
  void aliceLocksAndBobIsThere() {
    alice.known(1);
    bob.known(1);
    held = alice.opened(server.root(), "f", file);
    assertThat(alice.lock(file, held, false).next(Op.LOCK)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void whatWasLostIsStale() {
    server.lose();
    assertThat(alice.renew(alice.id)).isEqualTo(Nfs4Status.NFS4ERR_STALE_CLIENTID);
    assertThat(alice.close(file, held)).isEqualTo(Nfs4Status.NFS4ERR_STALE_STATEID);
    assertThat(alice.openByName(server.root(), "f").next(Op.OPEN))
        .isEqualTo(Nfs4Status.NFS4ERR_STALE_CLIENTID);
  }

  @Test
  void opensAndLocksAreReclaimedAndNothingElseIsGiven() {
    server.lose();
    alice.known(1);
    bob.known(1);
    assertThat(bob.openByName(server.root(), "f").next(Op.OPEN))
        .isEqualTo(Nfs4Status.NFS4ERR_GRACE);
    XdrReader reclaimed = alice.reclaim(file).ok(Op.OPEN);
    Stateid open = Stateid.read(reclaimed);
    assertThat(open.seqid()).isEqualTo(1);
    skipChangeInfo(reclaimed);
    assertThat(reclaimed.int32() & CONFIRM).as("no OPEN_CONFIRM for what is reclaimed").isZero();
    alice.openSeqid++;
    assertThat(alice.lock(file, open, false).next(Op.LOCK)).isEqualTo(Nfs4Status.NFS4ERR_GRACE);
    alice.openSeqid++;
    alice.lockSeqid++;
    assertThat(alice.lock(file, open, true).next(Op.LOCK)).isEqualTo(Nfs4Status.NFS4_OK);
    server.pass(GRACE.minusSeconds(10));
    assertThat(alice.renew(alice.id)).isEqualTo(Nfs4Status.NFS4_OK);
    server.pass(Duration.ofSeconds(10));
    server.pass(Duration.ofSeconds(1));
    bob.openSeqid++; // GRACE uses the number up
    Stateid others = bob.opened(server.root(), "f", file);
    assertThat(bob.lock(file, others, false).next(Op.LOCK)).isEqualTo(Nfs4Status.NFS4ERR_DENIED);
  }

  private static void skipChangeInfo(XdrReader in) {
    in.skipFixedOpaque(4 + 8 + 8);
  }

  @Test
  void whoComesTooLateHasLostIt() {
    server.lose();
    server.pass(GRACE);
    server.pass(Duration.ofSeconds(1));
    alice.known(1);
    assertThat(alice.reclaim(file).next(Op.OPEN)).isEqualTo(Nfs4Status.NFS4ERR_NO_GRACE);
    alice.openSeqid++;
    assertThat(alice.openByName(server.root(), "f").next(Op.OPEN)).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void anotherBootHasNothingToReclaim() {
    server.lose();
    alice.known(2);
    assertThat(alice.reclaim(file).next(Op.OPEN)).isEqualTo(Nfs4Status.NFS4ERR_NO_GRACE);
  }

  @Test
  void aReclaimIsAnsweredOnceAcrossARestartThatLosesNothing() {
    server.lose();
    alice.known(1);
    byte[] first = alice.reclaim(file).bytes();
    server.restart();
    assertThat(alice.reclaim(file).bytes()).isEqualTo(first);
    assertThat(bob.openByName(server.root(), "f").next(Op.OPEN))
        .as("the grace period goes on for who has not come back")
        .isEqualTo(Nfs4Status.NFS4ERR_STALE_CLIENTID);
    bob.known(1);
    assertThat(bob.openByName(server.root(), "f").next(Op.OPEN))
        .isEqualTo(Nfs4Status.NFS4ERR_GRACE);
  }
}
