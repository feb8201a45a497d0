package io.havenfs.engine.client.open;

import static io.havenfs.engine.client.fake.RowEngine.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.client.fake.RowEngine;
import io.havenfs.engine.client.identity.Clients;
import io.havenfs.engine.model.FsException;
import io.havenfs.engine.tx.Durability;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class OpensTest {
  private static final long FILE = 7;

  private final RowEngine engine = new RowEngine();
  private final long alice = engine.client("alice");
  private final long bob = engine.client("bob");

  private Opens opens() {
    return engine.service().opens();
  }

  private Stateid open(long client, String owner, int access, int deny) {
    opens().check(engine.tx(), client, owner(owner), FILE, access, deny);
    return opens().open(engine.tx(), client, owner(owner), FILE, access, deny);
  }

  private void io(long client, Stateid stateid, int access) {
    StateChecks.io(engine.committed(), client, stateid, FILE, access);
  }

  @Test
  void sharesAreDeniedAsTheModesSay() {
    for (int access = 1; access <= 3; access++) {
      for (int deny = 0; deny <= 3; deny++) {
        Stateid first = open(alice, "x", access, deny);
        tryAll(access, deny);
        opens().close(engine.tx(), alice, first, FILE);
      }
    }
  }

  private void tryAll(int access, int deny) {
    for (int wanted = 1; wanted <= 3; wanted++) {
      for (int denied = 0; denied <= 3; denied++) {
        int a = wanted;
        int d = denied;
        if ((wanted & deny) != 0 || (denied & access) != 0) {
          assertThatThrownBy(() -> open(bob, "y", a, d)).hasMessage("SHARE_DENIED");
          assertThatThrownBy(() -> open(alice, "y", a, d)).hasMessage("SHARE_DENIED");
        } else {
          opens().close(engine.tx(), bob, open(bob, "y", a, d), FILE);
        }
      }
    }
  }

  @Test
  void anOwnerAddsToItsOpen() {
    Stateid first = open(alice, "x", ShareModes.READ, 0);
    Stateid second = open(alice, "x", ShareModes.WRITE, ShareModes.WRITE);
    assertThat(first.sequence()).isEqualTo(1);
    assertThat(second).isEqualTo(new Stateid(2, FILE, first.counter()));
    io(alice, second, ShareModes.READ);
    io(alice, second, ShareModes.WRITE);
    assertThatThrownBy(() -> open(bob, "y", ShareModes.WRITE, 0)).hasMessage("SHARE_DENIED");
  }

  @Test
  void anOpenIsDowngradedToWhatWasOpened() {
    Stateid unused = open(alice, "x", ShareModes.READ, 0);
    Stateid both = open(alice, "x", ShareModes.BOTH, 0);
    assertThatThrownBy(() -> downgrade(both, ShareModes.WRITE)).hasMessage("INVALID");
    Stateid read = downgrade(both, ShareModes.READ);
    assertThat(read).isEqualTo(new Stateid(3, FILE, unused.counter()));
    assertThatThrownBy(() -> io(alice, read, ShareModes.WRITE)).hasMessage("OPEN_MODE");
    assertThatThrownBy(() -> downgrade(read, ShareModes.BOTH)).hasMessage("INVALID");
  }

  private Stateid downgrade(Stateid stateid, int access) {
    return opens().downgrade(engine.tx(), alice, stateid, FILE, access, 0);
  }

  @Test
  void stateidsHaveAnAge() {
    Stateid first = open(alice, "x", ShareModes.READ, 0);
    Stateid second = open(alice, "x", ShareModes.READ, 0);
    io(alice, second, ShareModes.READ);
    io(alice, new Stateid(0, FILE, first.counter()), ShareModes.READ);
    assertThatThrownBy(() -> io(alice, first, ShareModes.READ)).hasMessage("OLD_STATEID");
    Stateid future = new Stateid(3, FILE, first.counter());
    assertThatThrownBy(() -> io(alice, future, ShareModes.READ)).hasMessage("BAD_STATEID");
    assertThatThrownBy(() -> io(bob, second, ShareModes.READ)).hasMessage("BAD_STATEID");
    Stateid elsewhere = new Stateid(2, FILE + 1, first.counter());
    assertThatThrownBy(() -> io(alice, elsewhere, ShareModes.READ)).hasMessage("BAD_STATEID");
  }

  @Test
  void aClosedStateidNeverComesBack() {
    Stateid first = open(alice, "x", ShareModes.READ, 0);
    opens().close(engine.tx(), alice, first, FILE);
    assertThat(engine.lastClosed()).containsExactly(FILE);
    Stateid second = open(alice, "x", ShareModes.READ, 0);
    assertThat(second.counter()).isNotEqualTo(first.counter());
    assertThatThrownBy(() -> io(alice, first, ShareModes.READ)).hasMessage("BAD_STATEID");
  }

  @Test
  void whoHasNotOpenedIsBoundByDenials() {
    Stateid writer = open(alice, "x", ShareModes.WRITE, ShareModes.READ);
    io(alice, writer, ShareModes.READ); // a writer fills its cache
    io(bob, Stateid.ANONYMOUS, ShareModes.WRITE);
    io(bob, Stateid.READ_BYPASS, ShareModes.READ);
    assertThatThrownBy(() -> io(bob, Stateid.ANONYMOUS, ShareModes.READ)).hasMessage("LOCKED");
    assertThatThrownBy(() -> io(bob, Stateid.CURRENT, ShareModes.READ)).hasMessage("BAD_STATEID");
  }

  @Test
  void statesOfAClientAreLimited() {
    for (int i = 0; i < RowEngine.LIMITS.statesPerClient(); i++) {
      Stateid opened = open(alice, "x" + i, ShareModes.READ, 0);
      assertThat(opened.sequence()).isEqualTo(1);
    }
    assertThatThrownBy(() -> opens().requireRoom(engine.tx(), alice)).hasMessage("RESOURCE");
    engine.restart(false);
    assertThatThrownBy(() -> opens().requireRoom(engine.tx(), alice)).hasMessage("RESOURCE");
    opens().requireRoom(engine.tx(), bob);
  }

  @Test
  void silentClientsLoseAConflictAndAllElse() {
    Stateid held = open(alice, "x", ShareModes.BOTH, ShareModes.WRITE);
    engine.time().advance(RowEngine.LIMITS.lease().plusSeconds(1));
    engine.service().leases().of(bob).renew(engine.time().nanoTime());
    engine.service().housekeeping().tick();
    io(alice, held, ShareModes.READ); // a courtesy, as long as nobody minds
    var tx = engine.tx();
    opens().check(tx, bob, owner("y"), FILE, ShareModes.WRITE, 0);
    assertThat(tx.durability()).isEqualTo(Durability.DISK);
    assertThat(engine.lastClosed()).containsExactly(FILE);
    assertThat(Clients.confirmed(engine.tx(), alice)).isNull();
    assertThatThrownBy(() -> io(alice, held, ShareModes.READ)).hasMessage("BAD_STATEID");
  }

  @Test
  void leasesStartAnewAfterARestart() {
    Stateid held = open(alice, "x", ShareModes.BOTH, ShareModes.WRITE);
    engine.time().advance(Duration.ofHours(1));
    engine.restart(false);
    assertThatThrownBy(() -> open(bob, "y", ShareModes.WRITE, 0))
        .isInstanceOf(FsException.class)
        .hasMessage("SHARE_DENIED");
    io(alice, held, ShareModes.WRITE);
  }
}
