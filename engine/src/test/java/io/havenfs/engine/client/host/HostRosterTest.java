package io.havenfs.engine.client.host;

import static io.havenfs.engine.client.fake.RowEngine.owner;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.fake.RowEngine;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.client.open.ShareModes;
import io.havenfs.engine.client.open.Stateid;
import io.havenfs.engine.client.open.TakenStates;
import io.havenfs.engine.client.roster.HeldLock;
import io.havenfs.engine.client.roster.ListedClient;
import io.havenfs.engine.client.roster.Roster;
import io.havenfs.engine.reply.ClientAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hosts beside NFSv4's clients, as operators see them: nobody's things are shown twice or taken.
 */
final class HostRosterTest {
  private static final long FILE = 7;
  private static final ClientAddress HERE = new ClientAddress(0, 0xffff_0a00_0001L);

  private final RowEngine engine = new RowEngine();
  private final long client = engine.client("alice");

  @BeforeEach
  void bothLock() {
    HostKey key = new HostKey(HERE, "anna");
    Host host = engine.service().hosts().introduce(engine.tx(), key, HERE, 3, true);
    HostLocking.Wanted wanted =
        new HostLocking.Wanted(host, owner("o"), FILE, new LockRange(0, 9, true));
    assertThat(engine.service().hostLocking().lock(engine.tx(), wanted, false, Optional.empty()))
        .isEqualTo(LockAnswer.GRANTED);
    Stateid open =
        engine.service().opens().open(engine.tx(), client, owner("p"), FILE, ShareModes.BOTH, 0);
    var _ =
        engine
            .service()
            .locking()
            .lockUnderOpen(
                engine.tx(), client, open, owner("p"), new LockRange(20, 29, true), FILE);
  }

  private Roster sessions() {
    return engine.service().rosters().getFirst();
  }

  private Roster hosts() {
    return engine.service().rosters().getLast();
  }

  @Test
  void eachShowsItsOwn() {
    ListedClient host = hosts().clients(engine.committed()).getFirst();
    assertThat(host.name()).isEqualTo("anna");
    assertThat(host.address()).isEqualTo("10.0.0.1");
    assertThat(host.locks()).isEqualTo(1);
    assertThat(host.state()).isEqualTo("monitored");
    assertThat(hosts().locks(engine.committed()))
        .containsExactly(new HeldLock(FILE, host.id(), "o", HeldLock.Kind.WRITE, 0, 9));
    assertThat(sessions().locks(engine.committed())).hasSize(1);
    assertThat(sessions().clients(engine.committed())).hasSize(1);
  }

  @Test
  void eachBreaksItsOwn() {
    assertThat(hosts().breakLocks(engine.tx(), FILE, any -> true)).isEqualTo(1);
    assertThat(hosts().locks(engine.committed())).isEmpty();
    assertThat(TakenStates.any(engine.committed(), client, -1)).isFalse();
    assertThat(sessions().breakLocks(engine.tx(), FILE, any -> true)).isEqualTo(1);
    assertThat(TakenStates.any(engine.committed(), client, -1)).isTrue();
  }

  @Test
  void anEvictedHostIsForgotten() {
    String host = hosts().clients(engine.committed()).getFirst().id();
    assertThat(sessions().evict(engine.tx(), host)).isFalse();
    assertThat(hosts().evict(engine.tx(), host)).isTrue();
    assertThat(hosts().clients(engine.committed())).isEqualTo(List.of());
    assertThat(hosts().locks(engine.committed())).isEmpty();
    assertThat(sessions().locks(engine.committed())).hasSize(1);
  }
}
