package io.havenfs.nfs.nlm;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.host.LockWait;
import io.havenfs.engine.client.host.LockWaits;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that wait for a lock that the first has. */
class GrantsTest {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final LockServer server = new LockServer();

  @BeforeEach
  void theFirstHasIt() {
    assertThat(server.lock(1, false, false)).isEqualTo("GRANTED");
  }

  private void unlock(int host) {
    server.call(
        host, NlmProcedure.UNLOCK, NlmArguments.unlock(NlmWire.LONG, server.file(), "host" + host));
  }

  private static void says(FakeHosts.Made granted, NlmStatus status) {
    granted.answer(
        out -> {
          out.opaque(granted.read().opaque(NlmWire.MAX_NETOBJ));
          out.int32(status.code());
        });
  }

  private int waits() {
    return (int)
        LockWaits.all(server.engine.committed()).values().stream()
            .filter(wait -> wait.stage() != LockWait.Stage.TOLD)
            .count();
  }

  private FakeHosts.Made granted() {
    FakeHosts.Made call = server.hosts.only();
    assertThat(call.procedure()).isEqualTo(NlmProcedure.GRANTED.number());
    return call;
  }

  private void knocked() {
    FakeHosts.Made call = server.hosts.only();
    assertThat(call.procedure()).isEqualTo(NlmProcedure.NULL.number());
    call.answer(out -> {});
  }

  @Test
  void whoWaitsIsGivenTheLockOnceItAnswersAndIsTold() {
    assertThat(server.lock(2, true, false)).isEqualTo("BLOCKED");
    server.pass(TICK);
    assertThat(server.hosts.take()).as("while it is held").isEmpty();
    unlock(1);
    knocked();
    FakeHosts.Made told = granted();
    assertThat(told.target().host().text()).isEqualTo("192.0.2.2");
    assertThat(told.target().service().text()).isEqualTo("127.0.0.1");
    assertThat(told.target().once()).as("not repeated on the way").isTrue();
    XdrReader in = told.read();
    in.skipOpaque(NlmWire.MAX_NETOBJ);
    assertThat(in.bool()).as("exclusive").isTrue();
    NlmLock lock = NlmWire.LONG.readLock(in);
    assertThat(lock.caller()).isEqualTo("host2");
    assertThat(lock.svid()).isEqualTo(NlmArguments.SVID);
    assertThat(lock.object()).isEqualTo(NlmArguments.object("host2"));
    assertThat(lock.range(true)).isEqualTo(NlmArguments.RANGE);
    assertThat(lock.file()).isEqualTo(server.file());
    says(told, NlmStatus.GRANTED);
    assertThat(waits()).isZero();
    assertThat(server.lock(1, false, false)).isEqualTo("DENIED");
  }

  @Test
  void whoDoesNotAnswerKeepsNobodyFromTheLock() {
    assertThat(server.lock(2, true, false)).isEqualTo("BLOCKED");
    assertThat(server.lock(3, true, false)).isEqualTo("BLOCKED");
    unlock(1);
    List<FakeHosts.Made> knocks = server.hosts.take();
    assertThat(knocks).hasSize(2);
    knocks.getLast().answer(out -> {});
    FakeHosts.Made told = granted();
    assertThat(told.target().host().text()).isEqualTo("192.0.2.3");
    says(told, NlmStatus.GRANTED);
    knocks.getFirst().fail();
    assertThat(waits()).as("it waits still").isEqualTo(1);
    unlock(3);
    knocked();
    says(granted(), NlmStatus.GRANTED);
    assertThat(server.lock(1, false, false)).isEqualTo("DENIED");
  }

  @Test
  void aDenialOfTheFirstWordFreesTheLock() {
    server.lock(2, true, false);
    unlock(1);
    knocked();
    says(granted(), NlmStatus.DENIED);
    assertThat(waits()).isZero();
    assertThat(server.lock(1, false, false)).isEqualTo("GRANTED");
  }

  @Test
  void aDenialOfALaterWordDoesNot() {
    server.lock(2, true, false);
    unlock(1);
    knocked();
    granted().fail();
    server.pass(TICK);
    says(granted(), NlmStatus.DENIED);
    assertThat(waits()).isZero();
    server.pass(TICK);
    assertThat(server.hosts.take()).as("it has answered").isEmpty();
    assertThat(server.lock(1, false, false)).isEqualTo("DENIED");
    var cancel = NlmArguments.cancel(NlmWire.LONG, server.file(), "host2");
    assertThat(server.call(2, NlmProcedure.CANCEL, cancel)).isEqualTo("GRANTED");
    assertThat(server.lock(1, false, false)).as("it had cancelled").isEqualTo("GRANTED");
  }

  @Test
  void whoWaitsIsToldByWhoeverServesThen() {
    server.lock(2, true, false);
    server.restart(false);
    unlock(1);
    knocked();
    granted().fail();
    server.restart(false);
    server.pass(TICK);
    says(granted(), NlmStatus.DENIED);
    assertThat(server.lock(1, false, false)).as("it may have heard it").isEqualTo("DENIED");
  }

  @Test
  void whoAsksAgainHasIt() {
    server.lock(2, true, false);
    unlock(1);
    knocked();
    granted().fail();
    assertThat(server.lock(2, true, false)).isEqualTo("GRANTED");
    assertThat(waits()).isZero();
  }

  @Test
  void whoCancelsDoesNotGetIt() {
    server.lock(2, true, false);
    var cancel = NlmArguments.cancel(NlmWire.LONG, server.file(), "host2");
    assertThat(server.call(2, NlmProcedure.CANCEL, cancel)).isEqualTo("GRANTED");
    assertThat(server.call(2, NlmProcedure.CANCEL, cancel)).isEqualTo("DENIED");
    unlock(1);
    assertThat(server.hosts.take()).isEmpty();
    assertThat(server.lock(3, false, false)).isEqualTo("GRANTED");
  }

  @Test
  void whoAskedWithAMessageIsToldByOneAndOnlyItsOwnAnswerCounts() {
    MemoryCall asked =
        MemoryCall.make(
            server.nlm(),
            server.header(2, 4),
            NlmProcedure.LOCK_MSG.number(),
            NlmArguments.lock(NlmWire.LONG, server.file(), "host2", true, false, 1));
    assertThat(asked.end()).isEqualTo(MemoryCall.End.SENT);
    assertThat(NlmArguments.status(server.hosts.only().read())).isEqualTo("BLOCKED");
    unlock(1);
    knocked();
    FakeHosts.Made told = server.hosts.only();
    assertThat(told.procedure()).isEqualTo(NlmProcedure.GRANTED_MSG.number());
    byte[] cookie = told.read().opaque(NlmWire.MAX_NETOBJ);
    answerMessage(3, cookie);
    assertThat(waits()).isEqualTo(1);
    answerMessage(2, cookie);
    assertThat(waits()).isZero();
    assertThat(server.lock(1, false, false)).isEqualTo("DENIED");
  }

  private void answerMessage(int host, byte[] cookie) {
    MemoryCall.make(
        server.nlm(),
        server.header(host, 4),
        NlmProcedure.GRANTED_RES.number(),
        out -> {
          out.opaque(cookie);
          out.int32(NlmStatus.GRANTED.code());
        });
  }
}
