package io.havenfs.nfs.nsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.host.Hosts;
import io.havenfs.engine.client.host.MonitorState;
import io.havenfs.nfs.memory.MemoryCall;
import io.havenfs.nfs.nlm.FakeHosts;
import io.havenfs.nfs.nlm.LockServer;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Restarts: of hosts, and of the service. */
class NsmTest {
  private final LockServer server = new LockServer();

  @Test
  void aHostThatHasRestartedHasNoLocks() {
    server.lock(1, false, false);
    server.restarted(1, "host1", 3);
    assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
  }

  @Test
  void itGoesByItsAddressAndNotByItsNameAlone() {
    server.lock(1, false, false);
    server.restarted(2, "host1", 3);
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED");
    server.restarted(1, "HOST1.example.org", 3);
    assertThat(server.lock(2, false, false)).isEqualTo("GRANTED");
  }

  @Test
  void aNoticeThatComesTwiceDoesNotTakeWhatWasLockedSince() {
    server.lock(1, false, false);
    server.restarted(1, "host1", 3);
    assertThat(server.lock(1, false, false, 3)).isEqualTo("GRANTED");
    server.restarted(1, "host1", 3);
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED");
  }

  @Test
  void aLateNoticeOfTheRestartBeforeTakesNothing() {
    server.lock(1, false, false);
    server.restarted(1, "host1", 3);
    assertThat(server.lock(1, false, false, 5)).isEqualTo("GRANTED");
    server.restarted(1, "host1", 3);
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED");
    server.restarted(1, "host1", -1);
    assertThat(server.lock(2, false, false)).as("it counts anew").isEqualTo("GRANTED");
  }

  @Test
  void aGrownStateNumberTellsOfARestartThatNobodyHeardOf() {
    server.lock(1, false, false, 5);
    server.monitor(1, 0, out -> {});
    assertThat(server.lock(2, true, false)).isEqualTo("BLOCKED");
    assertThat(server.lock(1, false, false, 7)).isEqualTo("GRANTED");
    assertThat(server.hosts.take()).as("the one that waits is considered").hasSize(1);
  }

  @Test
  void aTakeoverSaysNothingToAnybody() {
    server.lock(1, false, false);
    server.restart(false);
    server.pass(Duration.ofSeconds(10));
    assertThat(server.hosts.take()).isEmpty();
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED");
  }

  @Test
  void aLossIsToldTwiceUnderOddStatesAndOnlyReclaimsAreLetIn() {
    server.lock(1, false, false);
    server.restart(true);
    assertThat(server.lock(2, false, false)).isEqualTo("DENIED_GRACE_PERIOD");
    assertThat(server.lock(2, false, true)).as("had nothing").isEqualTo("DENIED_GRACE_PERIOD");
    assertThat(server.lock(1, false, true)).isEqualTo("GRANTED");

    List<Integer> states = new ArrayList<>();
    for (int second = 0; second < 20; second++) {
      server.pass(Duration.ofSeconds(1));
      server.hosts.take().forEach(made -> states.add(notified(made)));
    }
    assertThat(states).hasSize(MonitorState.ROUNDS).doesNotHaveDuplicates();
    assertThat(states).isSorted().allMatch(state -> state % 2 == 1);

    server.pass(Duration.ofMinutes(10));
    server.pass(Duration.ofSeconds(1));
    assertThat(server.lock(2, false, false)).as("reclaimed").isEqualTo("DENIED");
    assertThat(server.lock(1, false, true)).as("over").isEqualTo("DENIED_GRACE_PERIOD");
  }

  private static int notified(FakeHosts.Made made) {
    assertThat(made.procedure()).isEqualTo(NsmProgram.NOTIFY);
    assertThat(made.target().host().text()).isEqualTo("192.0.2.1");
    XdrReader in = made.read();
    assertThat(in.utf8(NsmProgram.MAX_NAME)).isEqualTo("127.0.0.1");
    return in.int32();
  }

  @Test
  void nobodyIsMonitoredForOthers() {
    int state = stateOf(server.monitor(1, 1, out -> out.utf8("host2")), true);
    assertThat(state % 2).isEqualTo(1);
    assertThat(stateOf(server.monitor(1, 2, out -> {}), true)).isEqualTo(state);
    assertThat(stateOf(server.monitor(1, 3, out -> {}), false)).isEqualTo(state);
    assertThat(stateOf(server.monitor(1, 4, out -> {}), false)).isEqualTo(state);
    assertThat(server.monitor(1, 5, out -> {}).results().remaining()).isZero();
    assertThat(Hosts.monitorState(server.engine.committed()).orElseThrow().number())
        .isEqualTo(state);
  }

  private static int stateOf(MemoryCall call, boolean refused) {
    XdrReader in = call.results();
    if (refused) {
      assertThat(in.int32()).as("STAT_FAIL").isEqualTo(1);
    }
    return in.int32();
  }

  @Test
  void arbitraryArgumentsAreAnsweredOrGarbage() {
    server.lock(1, false, false);
    Seeded.run(
        2000,
        random -> {
          byte[] arguments = Generate.bytes(random, Generate.length(random, 64));
          MemoryCall call = server.monitor(1, random.nextInt(7), out -> out.fixedOpaque(arguments));
          assertThat(call.end()).isIn(MemoryCall.End.SENT, MemoryCall.End.GARBAGE_ARGS);
        });
  }
}
