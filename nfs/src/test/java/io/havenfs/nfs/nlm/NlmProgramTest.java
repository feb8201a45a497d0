package io.havenfs.nfs.nlm;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Requests and their results; {@link GrantsTest} has what is called back. */
class NlmProgramTest {
  private final LockServer server = new LockServer();
  private final FileHandle file = server.file();

  private Consumer<XdrWriter> unlock(int host) {
    return NlmArguments.unlock(NlmWire.LONG, file, "host" + host);
  }

  private Consumer<XdrWriter> test(int host) {
    return NlmArguments.test(NlmWire.LONG, file, "host" + host);
  }

  @Test
  void hostsExcludeEachOtherAndTestNamesTheHolder() {
    assertThat(server.call(2, NlmProcedure.TEST, test(2))).isEqualTo("GRANTED");
    assertThat(server.lock(1, false, false)).isEqualTo("GRANTED");
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED");

    MemoryCall denied =
        MemoryCall.make(server.nlm(), server.header(2, 4), NlmProcedure.TEST.number(), test(2));
    XdrReader in = denied.results();
    assertThat(NlmArguments.status(in)).isEqualTo("DENIED");
    assertThat(in.bool()).as("exclusive").isTrue();
    assertThat(in.int32()).isEqualTo(NlmArguments.SVID);
    assertThat(in.opaque(100)).isEqualTo(NlmArguments.object("host1"));
    assertThat(in.int64()).isEqualTo(10);
    assertThat(in.int64()).isEqualTo(10);
    assertThat(in.remaining()).isZero();

    assertThat(server.call(1, NlmProcedure.UNLOCK, unlock(1))).isEqualTo("GRANTED");
    assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
  }

  @Test
  void aRequestSentAgainIsAnsweredAsBeforeAndNotDoneTwice() {
    server.lock(1, false, false);
    MemoryCall.Header header = server.header(1, 4);
    assertThat(repeat(header, NlmProcedure.UNLOCK, unlock(1))).isEqualTo("GRANTED");
    assertThat(server.lock(1, false, false)).isEqualTo("GRANTED");

    assertThat(repeat(header, NlmProcedure.UNLOCK, unlock(1))).isEqualTo("GRANTED");
    assertThat(server.lock(2, false, false)).as("the lock made since").isEqualTo("DENIED");
  }

  @Test
  void whatWasAnsweredBeforeALossIsNotBelievedAfterIt() {
    MemoryCall.Header header = server.header(1, 4);
    var lock = NlmArguments.lock(NlmWire.LONG, file, "host1", false, false, 1);
    assertThat(repeat(header, NlmProcedure.LOCK, lock)).isEqualTo("GRANTED");
    server.restart(false);
    assertThat(repeat(header, NlmProcedure.LOCK, lock)).isEqualTo("GRANTED");
    server.restart(true);
    assertThat(repeat(header, NlmProcedure.LOCK, lock)).isEqualTo("DENIED_GRACE_PERIOD");
  }

  @Test
  void whatOnlyTheLockOfBeforeTheRestartHasKeptIsGone() {
    assertThat(server.lock(1, false, false, 1)).isEqualTo("GRANTED");
    server.remove();
    assertThat(server.lock(1, false, false, 1)).isEqualTo("GRANTED");
    assertThat(server.lock(1, false, false, 3)).isEqualTo("STALE_FH");
    assertThat(server.clients().rosters().getLast().locks(server.engine.committed())).isEmpty();
  }

  private String repeat(
      MemoryCall.Header header, NlmProcedure procedure, Consumer<XdrWriter> arguments) {
    return NlmArguments.status(
        MemoryCall.make(server.nlm(), header, procedure.number(), arguments));
  }

  @Test
  void earlierVersionsHaveShortOffsets() {
    FileHandle handle = file;
    MemoryCall locked =
        MemoryCall.make(
            server.nlm(),
            server.header(1, 3),
            NlmProcedure.LOCK.number(),
            NlmArguments.lock(NlmWire.SHORT, handle, "host1", false, false, 1));
    assertThat(NlmArguments.status(locked)).isEqualTo("GRANTED");
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED");
    assertThat(server.nlm().hasVersion(2)).isFalse();
    assertThat(server.nlm().hasProcedure(1, NlmProcedure.SHARE.number())).isFalse();
    assertThat(server.nlm().hasProcedure(4, 17)).isFalse();
  }

  @Test
  void statusesThatEarlierVersionsLackAreOutOfLocks() {
    FileHandle gone = new FileHandle(1, 9999, 1);
    MemoryCall stale =
        MemoryCall.make(
            server.nlm(),
            server.header(1, 3),
            NlmProcedure.LOCK.number(),
            NlmArguments.lock(NlmWire.SHORT, gone, "host1", false, false, 1));
    assertThat(NlmArguments.status(stale)).isEqualTo("DENIED_NOLOCKS");
    assertThat(
            server.call(
                1,
                NlmProcedure.LOCK,
                NlmArguments.lock(NlmWire.LONG, gone, "host1", false, false, 1)))
        .isEqualTo("STALE_FH");
  }

  @Test
  void whoMayNeitherReadNorWriteMayNotLock() {
    Consumer<XdrWriter> lock = NlmArguments.lock(NlmWire.LONG, file, "host1", false, false, 1);
    assertThat(repeat(server.headerAs(1, 1000), NlmProcedure.LOCK, lock)).isEqualTo("FAILED");
    assertThat(repeat(server.headerAs(1, 1000), NlmProcedure.TEST, test(1))).isEqualTo("FAILED");
  }

  @Test
  void aMessageIsAnsweredByAMessage() {
    MemoryCall call =
        MemoryCall.make(
            server.nlm(),
            server.header(1, 4),
            NlmProcedure.LOCK_MSG.number(),
            NlmArguments.lock(NlmWire.LONG, file, "host1", false, false, 1));
    assertThat(call.results().remaining()).isZero();
    FakeHosts.Made result = server.hosts.only();
    assertThat(result.procedure()).isEqualTo(NlmProcedure.LOCK_RES.number());
    assertThat(result.target().host().text()).isEqualTo("192.0.2.1");
    assertThat(NlmArguments.status(result.read())).isEqualTo("GRANTED");
  }

  @Test
  void reservationsExcludeEachOtherUntilTheyAreTakenBackOrTheirHostRestarts() {
    Consumer<XdrWriter> first = NlmArguments.share(file, "host1", 2, 1);
    Consumer<XdrWriter> second = NlmArguments.share(file, "host2", 0, 2);
    assertThat(server.call(1, NlmProcedure.SHARE, first)).isEqualTo("GRANTED");
    assertThat(server.call(2, NlmProcedure.SHARE, second)).isEqualTo("DENIED");
    assertThat(server.call(1, NlmProcedure.UNSHARE, first)).isEqualTo("GRANTED");
    assertThat(server.call(2, NlmProcedure.SHARE, second)).isEqualTo("GRANTED");

    assertThat(server.call(1, NlmProcedure.SHARE, first)).isEqualTo("DENIED");
    Consumer<XdrWriter> restart =
        out -> {
          out.utf8("host2");
          out.int32(3);
        };
    assertThat(freeAll(3, restart)).isEqualTo(MemoryCall.End.SENT);
    assertThat(server.call(1, NlmProcedure.SHARE, first)).as("another's word").isEqualTo("DENIED");
    assertThat(freeAll(2, restart)).isEqualTo(MemoryCall.End.SENT);
    assertThat(server.call(1, NlmProcedure.SHARE, first)).isEqualTo("GRANTED");
  }

  private MemoryCall.End freeAll(int host, Consumer<XdrWriter> arguments) {
    int procedure = NlmProcedure.FREE_ALL.number();
    return MemoryCall.make(server.nlm(), server.header(host, 4), procedure, arguments).end();
  }

  @Test
  void aFullQueueHasHostsComeAgainAndAStoppedEngineAnswersNobody() {
    server.engine.fill();
    assertThat(server.lock(1, false, false)).isEqualTo("DENIED_GRACE_PERIOD");
    server.engine.stop();
    MemoryCall call =
        MemoryCall.make(server.nlm(), server.header(1, 4), NlmProcedure.UNLOCK.number(), unlock(1));
    assertThat(call.end()).isEqualTo(MemoryCall.End.DROPPED);
    assertThat(call.hasClosedConnection()).isTrue();
  }

  @Test
  void operatorsSeeHostsAndTakeTheirLocks() {
    server.lock(1, false, false);
    var roster = server.clients().rosters().get(1);
    var view = server.engine.committed();
    assertThat(server.clients().rosters().getFirst().locks(view)).isEmpty();
    assertThat(roster.locks(view)).hasSize(1);
    assertThat(roster.clients(view).getFirst().locks()).isEqualTo(1);
    String id = roster.clients(view).getFirst().id();
    assertThat(roster.breakLocks(server.engine.state(), file.fileId(), id::equals)).isEqualTo(1);
    assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
    assertThat(roster.evict(server.engine.state(), roster.clients(view).getLast().id())).isTrue();
    assertThat(server.lock(1, false, false)).isEqualTo("GRANTED");
  }

  @Test
  void arbitraryArgumentsAreAnsweredOrGarbage() {
    List<byte[]> valid =
        List.of(
            bytes(NlmArguments.lock(NlmWire.LONG, file, "host1", true, false, 1)),
            bytes(NlmArguments.lock(NlmWire.SHORT, file, "host1", false, true, 1)),
            bytes(NlmArguments.share(file, "host1", 3, 3)),
            bytes(test(1)));
    Seeded.run(
        20_000,
        random -> {
          byte[] arguments =
              random.nextBoolean()
                  ? Generate.bytes(random, Generate.length(random, 200))
                  : Mutate.bytes(random, Generate.pick(random, valid));
          int version = Generate.pick(random, List.of(1, 3, 4));
          int procedure = random.nextInt(NlmProcedure.END);
          if (server.nlm().hasProcedure(version, procedure)) {
            MemoryCall call =
                MemoryCall.make(
                    server.nlm(),
                    server.header(1 + random.nextInt(3), version),
                    procedure,
                    Unpooled.wrappedBuffer(arguments));
            assertThat(call.end()).isIn(MemoryCall.End.SENT, MemoryCall.End.GARBAGE_ARGS);
          }
          server.hosts.take().forEach(made -> answer(made, arguments));
        });
  }

  /** Hosts' answers are arbitrary, too; those of no sense are refused by whoever reads them. */
  private static void answer(FakeHosts.Made made, byte[] results) {
    try {
      made.answer(out -> out.fixedOpaque(results));
    } catch (io.havenfs.rpc.xdr.XdrException malformed) {
      made.fail();
    }
  }

  private static byte[] bytes(Consumer<XdrWriter> arguments) {
    ByteBuf buffer = Unpooled.buffer();
    arguments.accept(new XdrWriter(buffer));
    return ByteBufUtil.getBytes(buffer);
  }
}
