package io.havenfs.engine.client.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.fake.RowEngine;
import io.havenfs.engine.client.session.SessionRecord;
import io.havenfs.engine.tx.Durability;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClientsTest {
  private final RowEngine engine = new RowEngine();

  private static Identified.Known known(Identified identified) {
    assertThat(identified).isInstanceOf(Identified.Known.class);
    return (Identified.Known) identified;
  }

  @Test
  void aClientIsConfirmedByItsFirstSessionAndThatIsOnDisk() {
    Identified.Known first = known(engine.exchangeId("a", 1, "root"));
    assertThat(first.client().confirmed()).isFalse();
    assertThat(first.nextSequence()).isEqualTo(1);
    var _ = engine.session(first.client().id(), 1);
    assertThat(engine.tx()).isNotNull();
    Identified.Known again = known(engine.exchangeId("a", 1, "root"));
    assertThat(again.client().confirmed()).isTrue();
    assertThat(again.client().id()).isEqualTo(first.client().id());
    assertThat(again.nextSequence()).isEqualTo(2);
  }

  @Test
  void sessionCreationIsDurable() {
    long id = engine.identify("a");
    var tx = engine.tx();
    var _ =
        engine
            .service()
            .clients()
            .createSession(tx, id, 1, RowEngine.principal("root"), RowEngine.TERMS, 0);
    assertThat(tx.durability()).isEqualTo(Durability.DISK);
  }

  @Test
  void anUnconfirmedRecordIsReplaced() {
    long first = engine.identify("a");
    long second = engine.identify("a");
    assertThat(second).isNotEqualTo(first);
    assertThat(engine.createSession(first, 1))
        .isEqualTo(new Creation.Refused(Refusal.STALE_CLIENT_ID));
  }

  @Test
  void aRestartedClientKeepsItsOldSessionUntilItHasANewOne() {
    long before = engine.identify("a");
    SessionRecord old = engine.session(before, 1);
    long after = known(engine.exchangeId("a", 2, "root")).client().id();
    assertThat(engine.service().sessions().find(engine.tx(), old.id(), old.nonce())).isNotNull();
    var _ = engine.session(after, 1);
    assertThat(engine.service().sessions().find(engine.tx(), old.id(), old.nonce())).isNull();
    assertThat(engine.createSession(before, 2))
        .isEqualTo(new Creation.Refused(Refusal.STALE_CLIENT_ID));
  }

  @Test
  void anotherPrincipalTakesTheNameOnlyOfWhoHoldsNothing() {
    long first = engine.identify("a");
    SessionRecord session = engine.session(first, 1);
    assertThat(engine.exchangeId("a", 1, "eve"))
        .isEqualTo(new Identified.Refused(Refusal.CLIENT_ID_IN_USE));
    engine.service().sessions().destroy(engine.tx(), session);
    assertThat(known(engine.exchangeId("a", 1, "eve")).client().id()).isNotEqualTo(first);
    assertThat(engine.createSession(first, 2))
        .isEqualTo(new Creation.Refused(Refusal.STALE_CLIENT_ID));
  }

  @Test
  void anotherPrincipalTakesTheNameOfWhoseLeaseHasRunOut() {
    var _ = engine.session(engine.identify("a"), 1);
    engine.time().advance(RowEngine.LIMITS.lease().plusSeconds(1));
    assertThat(engine.exchangeId("a", 1, "eve")).isInstanceOf(Identified.Known.class);
  }

  @Test
  void creationHasASlotOfItsOwn() {
    long id = engine.identify("a");
    assertThat(engine.createSession(id, 0))
        .isEqualTo(new Creation.Refused(Refusal.SEQUENCE_MISORDERED));
    assertThat(engine.createSession(id, 2))
        .isEqualTo(new Creation.Refused(Refusal.SEQUENCE_MISORDERED));
    Creation first = engine.createSession(id, 1);
    assertThat(engine.createSession(id, 1)).isEqualTo(first);
    engine.restart(false);
    assertThat(engine.createSession(id, 1)).isEqualTo(first);
    assertThat(engine.createSession(id, 3))
        .isEqualTo(new Creation.Refused(Refusal.SEQUENCE_MISORDERED));
    assertThat(engine.createSession(id, 2)).isNotEqualTo(first);
  }

  @Test
  void onlyTheSamePrincipalConfirms() {
    long id = known(engine.exchangeId("a", 1, "eve")).client().id();
    assertThat(engine.createSession(id, 1))
        .isEqualTo(new Creation.Refused(Refusal.CLIENT_ID_IN_USE));
  }

  @Test
  void sessionsAreLimited() {
    long id = engine.identify("a");
    var one = engine.session(id, 1);
    var two = engine.session(id, 2);
    assertThat(two.id()).isNotEqualTo(one.id());
    assertThat(engine.createSession(id, 3)).isEqualTo(new Creation.Refused(Refusal.TOO_MANY));
    engine.service().sessions().destroy(engine.tx(), one);
    assertThat(engine.createSession(id, 3)).isInstanceOf(Creation.Created.class);
  }

  @Test
  void aClientWithASessionIsBusy() {
    long id = engine.identify("a");
    SessionRecord session = engine.session(id, 1);
    Clients clients = engine.service().clients();
    assertThat(clients.destroy(engine.tx(), id)).contains(Refusal.CLIENT_ID_BUSY);
    engine.service().sessions().destroy(engine.tx(), session);
    assertThat(clients.destroy(engine.tx(), id)).isEmpty();
    assertThat(clients.destroy(engine.tx(), id)).contains(Refusal.STALE_CLIENT_ID);
    assertThat(engine.tx().rows()).isEmpty();
  }

  @Test
  void theSilentMakeRoomForNewClients() {
    long oldest = engine.client("a");
    engine.time().advance(Duration.ofSeconds(1));
    for (String name : new String[] {"b", "c", "d"}) {
      assertThat(engine.client(name)).isPositive();
    }
    assertThat(engine.exchangeId("e", 1, "root"))
        .isEqualTo(new Identified.Refused(Refusal.TOO_MANY));
    engine.time().advance(RowEngine.LIMITS.lease().plusSeconds(1));
    assertThat(engine.exchangeId("e", 1, "root")).isInstanceOf(Identified.Known.class);
    assertThat(Clients.confirmed(engine.tx(), oldest)).isNull();
  }

  @Test
  void unconfirmedClientsGoAfterALeaseAndConfirmedOnesAfterMuchLonger() {
    long confirmed = engine.client("a");
    long unconfirmed = engine.identify("b");
    engine.time().advance(RowEngine.LIMITS.lease().plusSeconds(1));
    engine.service().housekeeping().tick();
    engine.service().housekeeping().tick();
    assertThat(engine.createSession(unconfirmed, 1))
        .isEqualTo(new Creation.Refused(Refusal.STALE_CLIENT_ID));
    assertThat(Clients.confirmed(engine.tx(), confirmed)).isNotNull();
    engine.time().advance(RowEngine.LIMITS.courtesy());
    engine.service().housekeeping().tick();
    assertThat(engine.tx().rows()).isEmpty();
  }
}
