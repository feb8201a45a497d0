package io.havenfs.nfs.nlm;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.host.LockWaits;
import io.havenfs.nfs.handle.FileHandle;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Requests that are sent again after something else was done, and once more after a takeover: each
 * is answered as before and has no effect.
 */
class NlmRetransmissionTest {
  private static final int DENY_BOTH = 3;
  private static final int READ_WRITE = 3;

  private final LockServer server = new LockServer();
  private final FileHandle file = server.file();
  private final Consumer<XdrWriter> lock =
      NlmArguments.lock(NlmWire.LONG, file, "host1", false, false, 1);
  private final Consumer<XdrWriter> unlock = NlmArguments.unlock(NlmWire.LONG, file, "host1");
  private final Consumer<XdrWriter> share = share("host1");

  private Consumer<XdrWriter> share(String host) {
    return NlmArguments.share(file, host, DENY_BOTH, READ_WRITE);
  }

  private MemoryCall make(
      MemoryCall.Header header, NlmProcedure procedure, Consumer<XdrWriter> arguments) {
    return MemoryCall.make(server.nlm(), header, procedure.number(), arguments);
  }

  /** A request, what is done then, and the request twice more. */
  private void repeated(
      int host, NlmProcedure procedure, Consumer<XdrWriter> arguments, Runnable meanwhile) {
    MemoryCall.Header header = server.header(host, NlmProgram.VERSION_4);
    byte[] first = make(header, procedure, arguments).resultBytes();
    meanwhile.run();
    assertThat(make(header, procedure, arguments).resultBytes()).isEqualTo(first);
    server.restart(false);
    assertThat(make(header, procedure, arguments).resultBytes()).isEqualTo(first);
  }

  private void done(int host, NlmProcedure procedure, Consumer<XdrWriter> arguments) {
    assertThat(server.call(host, procedure, arguments)).isEqualTo("GRANTED");
  }

  @Test
  void whatMustNotBeDoneTwiceIsRemembered() {
    assertThat(Arrays.stream(NlmProcedure.values()).filter(NlmProcedure::isRemembered))
        .containsExactlyInAnyOrder(
            NlmProcedure.LOCK,
            NlmProcedure.CANCEL,
            NlmProcedure.UNLOCK,
            NlmProcedure.LOCK_MSG,
            NlmProcedure.CANCEL_MSG,
            NlmProcedure.UNLOCK_MSG,
            NlmProcedure.SHARE,
            NlmProcedure.UNSHARE,
            NlmProcedure.NM_LOCK);
  }

  @Test
  void aLockIsNotTakenAgain() {
    for (NlmProcedure each : new NlmProcedure[] {NlmProcedure.LOCK, NlmProcedure.NM_LOCK}) {
      repeated(1, each, lock, () -> done(1, NlmProcedure.UNLOCK, unlock));
      assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
      done(2, NlmProcedure.UNLOCK, NlmArguments.unlock(NlmWire.LONG, file, "host2"));
    }
  }

  @Test
  void aLockThatWasTakenSinceIsNotGivenBackAgain() {
    assertThat(server.lock(1, false, false)).isEqualTo("GRANTED");
    repeated(1, NlmProcedure.UNLOCK, unlock, () -> done(1, NlmProcedure.LOCK, lock));
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED");
  }

  @Test
  void aRefusalIsRememberedThoughTheLockIsFreeNow() {
    assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
    var unlockTheirs = NlmArguments.unlock(NlmWire.LONG, file, "host2");
    repeated(1, NlmProcedure.LOCK, lock, () -> done(2, NlmProcedure.UNLOCK, unlockTheirs));
    assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
  }

  @Test
  void waitingThatBeganSinceIsNotCancelledAgain() {
    assertThat(server.lock(1, false, false)).isEqualTo("GRANTED");
    assertThat(server.lock(2, true, false)).isEqualTo("BLOCKED");
    var cancel = NlmArguments.cancel(NlmWire.LONG, file, "host2");
    repeated(
        2,
        NlmProcedure.CANCEL,
        cancel,
        () -> assertThat(server.lock(2, true, false)).isEqualTo("BLOCKED"));
    assertThat(LockWaits.all(server.engine.committed())).hasSize(1);
  }

  @Test
  void reservationsAreNeitherMadeNorTakenBackTwice() {
    repeated(1, NlmProcedure.SHARE, share, () -> done(1, NlmProcedure.UNSHARE, share));
    done(2, NlmProcedure.SHARE, share("host2"));
    done(2, NlmProcedure.UNSHARE, share("host2"));
    done(1, NlmProcedure.SHARE, share);
    repeated(1, NlmProcedure.UNSHARE, share, () -> done(1, NlmProcedure.SHARE, share));
    assertThat(server.call(2, NlmProcedure.SHARE, share("host2"))).isEqualTo("DENIED");
  }

  @Test
  void anotherPortProcedureOrLockIsAnotherRequest() {
    MemoryCall.Header header = server.header(1, NlmProgram.VERSION_4);
    assertThat(NlmArguments.status(make(header, NlmProcedure.LOCK, lock))).isEqualTo("GRANTED");
    done(1, NlmProcedure.UNLOCK, unlock);
    assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
    var elsewhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 701);
    assertThat(NlmArguments.status(make(header.from(elsewhere), NlmProcedure.LOCK, lock)))
        .isEqualTo("DENIED");
    var other = NlmArguments.lock(NlmWire.LONG, file, "other", false, false, 1);
    assertThat(NlmArguments.status(make(header, NlmProcedure.LOCK, other))).isEqualTo("DENIED");
    assertThat(NlmArguments.status(make(header, NlmProcedure.NM_LOCK, lock))).isEqualTo("DENIED");
  }
}
