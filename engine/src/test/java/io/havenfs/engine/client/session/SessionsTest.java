package io.havenfs.engine.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.fake.RowEngine;
import io.havenfs.engine.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SessionsTest {
  private static final Bytes REPLY = new Bytes("reply".getBytes(StandardCharsets.UTF_8));

  private final RowEngine engine = new RowEngine();
  private final long client = engine.identify("a");
  private final SessionRecord session = engine.session(client, 1);

  private LiveSession live() {
    return Objects.requireNonNull(
        engine.service().liveSessions().find(engine.committed(), session.id(), session.nonce()));
  }

  private LiveSlot slot(int number) {
    return Objects.requireNonNull(live().slot(number));
  }

  @Test
  void aSessionIsFoundByIdAndNonceOnly() {
    LiveSessions sessions = engine.service().liveSessions();
    assertThat(sessions.find(engine.committed(), session.id(), session.nonce() + 1)).isNull();
    assertThat(sessions.find(engine.committed(), session.id() + 1, session.nonce())).isNull();
    assertThat(live()).isSameAs(live());
  }

  @Test
  void aNewSessionIsStrict() {
    LiveSession made = engine.service().liveSessions().created(session);
    assertThat(live()).isSameAs(made);
    assertThat(slot(0).admit(5)).isEqualTo(Admission.MISORDERED);
    assertThat(live().slot(4)).isNull();
    assertThat(live().slot(-1)).isNull();
  }

  @Test
  void repliesSurviveARestart() {
    engine.service().sessions().remember(engine.tx(), session.id(), 2, 41, REPLY);
    engine.service().sessions().remember(engine.tx(), session.id(), 3, 9, SlotReply.NOT_KEPT);
    engine.restart(false);
    assertThat(slot(2).admit(40)).isEqualTo(Admission.MISORDERED);
    assertThat(slot(2).admit(41)).isEqualTo(Admission.REPLAY);
    assertThat(slot(2).replyTo(41)).isEqualTo(REPLY);
    assertThat(slot(2).admit(45)).isEqualTo(Admission.NEW);
    assertThat(slot(3).admit(9)).isEqualTo(Admission.NOT_KEPT);
    assertThat(slot(1).admit(17)).isEqualTo(Admission.NEW);
  }

  @Test
  void aDestroyedSessionIsGoneAtOnceAndRemembersNothing() {
    assertThat(live()).isNotNull();
    engine.service().sessions().remember(engine.tx(), session.id(), 2, 41, REPLY);
    engine.service().sessions().destroy(engine.tx(), session);
    engine.service().sessions().remember(engine.tx(), session.id(), 2, 42, REPLY);
    assertThat(
            engine.service().liveSessions().find(engine.committed(), session.id(), session.nonce()))
        .isNull();
    assertThat(engine.service().clients().destroy(engine.tx(), client)).isEmpty();
    assertThat(engine.tx().rows()).isEmpty();
  }

  @Test
  void noMoreRepliesArePromisedThanThereIsRoomFor() {
    SessionTerms terms = session.terms();
    long each = terms.fore().rememberedBytes();
    Sessions sessions = new Sessions(100, 2 * each);
    assertThat(sessions.unpromised(engine.committed())).isEqualTo(each);
    assertThat(sessions.hasRoom(engine.committed(), client, terms)).isTrue();

    SessionRecord second = sessions.create(engine.tx(), client, 2, terms);
    assertThat(sessions.unpromised(engine.committed())).isZero();
    assertThat(sessions.hasRoom(engine.committed(), client, terms)).isFalse();

    sessions.destroy(engine.tx(), second);
    assertThat(sessions.hasRoom(engine.committed(), client, terms)).isTrue();
  }

  @Test
  void callbacksCanBeChanged() {
    SessionTerms terms = session.terms().withCallbacks(77, REPLY);
    engine.service().sessions().setTerms(engine.tx(), session, terms);
    assertThat(live().record().terms()).isEqualTo(terms);
  }
}
