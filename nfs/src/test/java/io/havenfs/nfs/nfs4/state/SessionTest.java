package io.havenfs.nfs.nfs4.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nfs4.compound.MinorVersions;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Op;
import io.havenfs.nfs.nfs4.proto.Stateid;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SessionTest {
  private final StateServer server = new StateServer();
  private final Client client = Client.ready(server, "alice");

  private Consumer<XdrWriter> create(String name) {
    return out -> {
      Client.putfh(out, server.root());
      Client.create(out, "owner", 1, 0644, name);
    };
  }

  private Nfs4Status sequence(long session, int sequence, int slot, int highest) {
    return new Reply(
            client.compound(
                1,
                out -> {
                  Client.op(out, Op.SEQUENCE).int64(session);
                  out.int64(client.nonce);
                  out.int32(sequence);
                  out.int32(slot);
                  out.int32(highest);
                  out.bool(false);
                }))
        .status();
  }

  @Test
  void sequenceEchoesAndTellsTheSlots() {
    Reply reply = new Reply(client.inSession(2, 0, out -> {}));
    XdrReader in = reply.ok(Op.SEQUENCE);
    assertThat(in.int64()).isEqualTo(client.session);
    assertThat(in.int64()).isEqualTo(client.nonce);
    assertThat(in.int32()).isEqualTo(1);
    assertThat(in.int32()).isEqualTo(2);
    assertThat(in.int32()).isEqualTo(3);
    assertThat(in.int32()).isEqualTo(3);
    assertThat(in.int32()).isZero();
    assertThat(in.remaining()).isZero();
  }

  @Test
  void sequenceRefusesWhatIsNotThere() {
    assertThat(sequence(client.session + 1, 1, 0, 0)).isEqualTo(Nfs4Status.NFS4ERR_BADSESSION);
    assertThat(sequence(client.session, 1, 4, 4)).isEqualTo(Nfs4Status.NFS4ERR_BADSLOT);
    assertThat(sequence(client.session, 1, 2, 1)).isEqualTo(Nfs4Status.NFS4ERR_BAD_HIGH_SLOT);
    assertThat(sequence(client.session, 2, 2, 2)).isEqualTo(Nfs4Status.NFS4ERR_SEQ_MISORDERED);
    assertThat(sequence(client.session, 1, 2, 2)).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(sequence(client.session, 0, 2, 2)).isEqualTo(Nfs4Status.NFS4ERR_SEQ_MISORDERED);
  }

  @Test
  void whatTheSessionDoesNotAllowLeavesTheSlotAlone() {
    Reply tooMany =
        new Reply(
            client.again(
                1,
                8,
                out -> {
                  for (int i = 0; i < 8; i++) {
                    Client.op(out, Op.PUTROOTFH);
                  }
                }));
    assertThat(tooMany.status()).isEqualTo(Nfs4Status.NFS4ERR_TOO_MANY_OPS);
    Reply tooBig =
        new Reply(client.again(1, 1, out -> Client.op(out, Op.LOOKUP).opaque(new byte[8192])));
    assertThat(tooBig.status()).isEqualTo(Nfs4Status.NFS4ERR_REQ_TOO_BIG);
    assertThat(new Reply(client.inSession(1, 0, out -> {})).status()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void aChangeIsNotMadeTwiceAndItsReplyIsTheSame() {
    Reply first = new Reply(client.inSession(1, 2, create("file")));
    assertThat(first.status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(new Reply(client.again(1, 2, create("file"))).bytes()).isEqualTo(first.bytes());
    server.restart();
    assertThat(new Reply(client.again(1, 2, create("file"))).bytes()).isEqualTo(first.bytes());
    assertThat(new Reply(client.inSession(1, 2, create("file"))).status())
        .isEqualTo(Nfs4Status.NFS4ERR_EXIST);
  }

  @Test
  void aChangeIsRememberedAlsoForAClientThatDidNotAsk() {
    client.cacheThis = false;
    Reply first = new Reply(client.inSession(1, 2, create("file")));
    server.restart();
    assertThat(new Reply(client.again(1, 2, create("file"))).bytes()).isEqualTo(first.bytes());
  }

  @Test
  void readingIsRepeatedOrRemembered() {
    Consumer<XdrWriter> read =
        out -> {
          Client.putfh(out, server.root());
          Client.op(out, Op.GETFH);
        };
    byte[] first = new Reply(client.inSession(1, 2, read)).bytes();
    assertThat(new Reply(client.again(1, 2, read)).bytes()).isEqualTo(first);
    client.cacheThis = false;
    byte[] second = new Reply(client.inSession(1, 2, read)).bytes();
    assertThat(new Reply(client.again(1, 2, read)).bytes()).isEqualTo(second);
    assertThat(new Reply(client.inSession(1, 2, read)).status()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void afterARestartAClientMayBeAhead() {
    assertThat(new Reply(client.inSession(1, 2, create("file"))).status())
        .isEqualTo(Nfs4Status.NFS4_OK);
    client.sequences[1] += 5; // requests that only read
    server.restart();
    assertThat(new Reply(client.inSession(1, 2, create("other"))).status())
        .isEqualTo(Nfs4Status.NFS4_OK);
    client.sequences[1] += 1;
    assertThat(new Reply(client.inSession(1, 2, create("third"))).status())
        .isEqualTo(Nfs4Status.NFS4ERR_SEQ_MISORDERED);
  }

  @Test
  void aRequestInProgressIsNotStartedAgain() {
    server.engine.hold();
    MemoryCall first = client.inSession(1, 2, create("file"));
    assertThat(first.end()).isEqualTo(MemoryCall.End.OPEN);
    assertThat(new Reply(client.again(1, 2, create("file"))).status())
        .isEqualTo(Nfs4Status.NFS4ERR_DELAY);
    server.engine.release();
    assertThat(new Reply(client.again(1, 2, create("file"))).bytes())
        .isEqualTo(first.resultBytes());
  }

  @Test
  void whoComesWhenThereIsNoRoomIsToldToComeAgain() {
    server.engine.fill();
    Reply busy = new Reply(client.inSession(1, 2, create("file")));
    assertThat(busy.status()).isEqualTo(Nfs4Status.NFS4ERR_DELAY);
    assertThat(busy.count()).isEqualTo(3);
    assertThat(busy.body().next(Op.OPEN)).isEqualTo(Nfs4Status.NFS4ERR_DELAY);
    assertThat(new Reply(client.again(1, 2, create("file"))).bytes()).isEqualTo(busy.bytes());
    server.engine.drain();
    assertThat(new Reply(client.inSession(1, 2, create("file"))).status())
        .isEqualTo(Nfs4Status.NFS4_OK);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, NFS4_OK", "1, 2, NFS4ERR_MINOR_VERS_MISMATCH"})
  void aMinorVersionThatIsNotOfferedIsRefused(int offered, int asked, Nfs4Status expected) {
    Client other = new Client(new StateServer(new MinorVersions(Set.of(offered))), "bob");
    other.minorVersion = asked;
    assertThat(new Reply(other.compound(0, out -> {})).status()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0x10000, 1, NFS4_OK",
    "0x40000103, 1, NFS4_OK",
    "4, 1, NFS4ERR_INVAL",
    "4, 2, NFS4_OK",
    "8, 2, NFS4ERR_INVAL",
    "0x80010000, 1, NFS4ERR_INVAL"
  })
  void exchangeIdKnowsItsFlags(String flags, int minorVersion, Nfs4Status expected) {
    client.minorVersion = minorVersion;
    assertThat(client.exchangeId(Long.decode(flags).intValue()).status()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, NFS4ERR_INVAL", "2, NFS4ERR_HASH_ALG_UNSUPP", "3, NFS4ERR_BADXDR"})
  void stateIsNotProtected(int protection, Nfs4Status expected) {
    Reply reply = new Reply(client.compound(1, out -> client.exchangeId(out, 0, protection)));
    assertThat(reply.status()).isEqualTo(expected);
  }

  @Test
  void exchangeIdSaysWhoTheServerIs() {
    Reply reply = new Reply(client.compound(1, out -> client.exchangeId(out, 0, 0)));
    XdrReader in = reply.ok(Op.EXCHANGE_ID);
    assertThat(in.int64()).isEqualTo(client.clientId);
    assertThat(in.int32()).isEqualTo(2);
    assertThat(in.int32()).isEqualTo(0x8001_0000);
    assertThat(in.int32()).isZero();
    assertThat(in.int64()).isZero();
    String owner = in.utf8(1024);
    assertThat(owner).isEqualTo(in.utf8(1024)).isEqualTo("havenfs-000000000000002a");
    assertThat(in.int32()).isEqualTo(1);
    assertThat(in.utf8(100)).isEqualTo("havenfs.io");
    assertThat(in.utf8(100)).isEqualTo("HavenFS");
    assertThat(in.int64()).isZero();
    assertThat(in.int32()).isZero();
    assertThat(in.remaining()).isZero();
  }

  @Test
  void aSessionGetsNoMoreThanItAskedForAndNoMoreThanThereIs() {
    Reply modest = client.createSession(3, 0, 1000, 900, 800, 7, 3);
    assertThat(fore(modest, 3)).containsExactly(0, 1000, 900, 800, 7, 3, 0);
    int most = Integer.MAX_VALUE;
    Reply greedy = client.createSession(0, 512, most, -1, most, most, most);
    assertThat(fore(greedy, 0))
        .containsExactly(
            0, Channels.MAX_MESSAGE, Channels.MAX_MESSAGE, Channels.MAX_CACHED, 256, 128, 0);
  }

  private int[] fore(Reply reply, int flags) {
    XdrReader in = reply.in();
    assertThat(in.int32()).isEqualTo(client.creation - 1);
    assertThat(in.int32()).isEqualTo(flags);
    int[] channel = new int[7];
    Arrays.setAll(channel, i -> in.int32());
    in.skipFixedOpaque(7 * 4);
    assertThat(in.remaining()).isZero();
    return channel;
  }

  @ParameterizedTest
  @CsvSource({"20, 8192, 8, 4", "8192, 0, 8, 4", "8192, 8192, 0, 4", "8192, 8192, 8, 0"})
  void aUselessChannelIsTooSmall(int request, int response, int operations, int slots) {
    int[] channel = {0, request, response, 0, operations, slots};
    assertThat(client.createSession(0, channel).status()).isEqualTo(Nfs4Status.NFS4ERR_TOOSMALL);
    assertThat(client.createSession(0, Client.CHANNEL).status()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void unknownSessionFlagsAreInvalid() {
    assertThat(client.createSession(8, Client.CHANNEL).status())
        .isEqualTo(Nfs4Status.NFS4ERR_INVAL);
  }

  @Test
  void aReplyThatCouldNotBeKeptIsRefusedBeforehand() {
    assertThat(client.createSession(0, 0, 8192, 8192, 10, 8, 4).status())
        .isEqualTo(Nfs4Status.NFS4_OK);
    client.sequences[0] = 0;
    assertThat(new Reply(client.inSession(0, 0, out -> {})).status())
        .isEqualTo(Nfs4Status.NFS4ERR_REP_TOO_BIG_TO_CACHE);
    client.cacheThis = false;
    assertThat(new Reply(client.again(0, 0, out -> {})).status()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void theWayBackIsBoundAndMissedAfterARestart() {
    Reply unused = client.createSession(2, Client.CHANNEL);
    assertThat(unused.status()).isEqualTo(Nfs4Status.NFS4_OK);
    Arrays.fill(client.sequences, 0);
    assertThat(flags()).isZero();
    server.restart();
    assertThat(flags()).isEqualTo(SequenceStatus.CB_PATH_DOWN);
    Reply bound =
        new Reply(
            client.compound(
                1,
                out -> {
                  Client.op(out, Op.BIND_CONN_TO_SESSION).int64(client.session);
                  out.int64(client.nonce);
                  out.int32(7);
                  out.bool(false);
                }));
    XdrReader in = bound.ok(Op.BIND_CONN_TO_SESSION);
    in.skipFixedOpaque(16);
    assertThat(in.int32()).isEqualTo(3);
    assertThat(in.bool()).isFalse();
    assertThat(flags()).isZero();
  }

  private int flags() {
    XdrReader in = new Reply(client.inSession(3, 0, out -> {})).ok(Op.SEQUENCE);
    in.skipFixedOpaque(32);
    return in.int32();
  }

  @Test
  void aSessionDestroysItselfOnlyAtTheEnd() {
    Consumer<XdrWriter> destroy =
        out -> {
          Client.op(out, Op.DESTROY_SESSION).int64(client.session);
          out.int64(client.nonce);
        };
    Reply early =
        new Reply(client.inSession(0, 2, destroy.andThen(out -> Client.op(out, Op.PUTROOTFH))));
    assertThat(early.status()).isEqualTo(Nfs4Status.NFS4ERR_NOT_ONLY_OP);
    assertThat(new Reply(client.inSession(0, 1, destroy)).status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(new Reply(client.inSession(0, 0, out -> {})).status())
        .isEqualTo(Nfs4Status.NFS4ERR_BADSESSION);
    Consumer<XdrWriter> destroyClient =
        out -> Client.op(out, Op.DESTROY_CLIENTID).int64(client.clientId);
    assertThat(new Reply(client.compound(1, destroyClient)).status()).isEqualTo(Nfs4Status.NFS4_OK);
    assertThat(new Reply(client.compound(1, destroyClient)).status())
        .isEqualTo(Nfs4Status.NFS4ERR_STALE_CLIENTID);
  }

  @Test
  void callbacksCanBeChanged() {
    Consumer<XdrWriter> control =
        out -> {
          Client.op(out, Op.BACKCHANNEL_CTL).int32(5);
          out.int32(1);
          out.int32(0);
        };
    assertThat(new Reply(client.inSession(0, 1, control)).status()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void reclaimCompleteComesOnceButPerFileSystemNeverMind() {
    Consumer<XdrWriter> complete = out -> Client.op(out, Op.RECLAIM_COMPLETE).bool(false);
    assertThat(new Reply(client.inSession(0, 1, complete)).status())
        .isEqualTo(Nfs4Status.NFS4ERR_COMPLETE_ALREADY);
    Reply one = client.on(server.root(), out -> Client.op(out, Op.RECLAIM_COMPLETE).bool(true));
    assertThat(one.status()).isEqualTo(Nfs4Status.NFS4_OK);
  }

  @Test
  void stateidsAreTested() {
    Stateid open = Client.stateid(new Reply(client.inSession(1, 2, create("file"))), Op.OPEN);
    Reply reply =
        new Reply(
            client.inSession(
                0,
                1,
                out -> {
                  Client.op(out, Op.TEST_STATEID).int32(4);
                  open.write(out);
                  open.withSeqid(0).write(out);
                  open.withSeqid(2).write(out);
                  Stateid.ANONYMOUS.write(out);
                }));
    reply.ok(Op.SEQUENCE).skipFixedOpaque(36);
    XdrReader in = reply.ok(Op.TEST_STATEID);
    assertThat(in.int32()).isEqualTo(4);
    assertThat(new int[] {in.int32(), in.int32(), in.int32(), in.int32()})
        .containsExactly(
            0, 0, Nfs4Status.NFS4ERR_BAD_STATEID.code(), Nfs4Status.NFS4ERR_BAD_STATEID.code());
  }
}
