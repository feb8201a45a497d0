package io.havenfs.engine.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LiveSlotTest {
  private static final Bytes REPLY = new Bytes("reply".getBytes(StandardCharsets.UTF_8));

  private static LiveSlot at(int sequence, Bytes reply) {
    LiveSlot slot = LiveSlot.remembered(new SlotReply(sequence - 1, REPLY));
    assertThat(slot.admit(sequence)).isEqualTo(Admission.NEW);
    slot.complete(reply);
    return slot;
  }

  @Test
  void aNewSlotBeginsWithOne() {
    assertThat(LiveSlot.fresh().admit(0)).isEqualTo(Admission.MISORDERED);
    assertThat(LiveSlot.fresh().admit(2)).isEqualTo(Admission.MISORDERED);
    assertThat(LiveSlot.fresh().admit(1)).isEqualTo(Admission.NEW);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7, REPLAY", "7, 8, NEW", "7, 9, MISORDERED", "7, 6, MISORDERED", "7, -5, MISORDERED",
    "-1, 0, NEW", "-1, 1, MISORDERED", "-1, -1, REPLAY", "0, 1, NEW", "0, 0, REPLAY"
  })
  void aWorkingSlotIsStrict(int sequence, int requested, Admission expected) {
    assertThat(at(sequence, REPLY).admit(requested)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7, REPLAY",
    "7, 8, NEW",
    "7, 100, NEW",
    "7, 6, MISORDERED",
    "-1, 3, NEW",
    "1, -1, MISORDERED"
  })
  void aSlotTakenUpLetsTheClientBeAhead(int sequence, int requested, Admission expected) {
    LiveSlot slot = LiveSlot.remembered(new SlotReply(sequence, REPLY));
    assertThat(slot.admit(requested)).isEqualTo(expected);
  }

  @Test
  void aSlotTakenUpIsStrictAfterItsFirstRequest() {
    LiveSlot slot = LiveSlot.unknown();
    assertThat(slot.admit(-20)).isEqualTo(Admission.NEW);
    slot.complete(REPLY);
    assertThat(slot.admit(-18)).isEqualTo(Admission.MISORDERED);
    assertThat(slot.admit(-19)).isEqualTo(Admission.NEW);
  }

  @Test
  void theRequestInProgressIsNotStartedAgain() {
    LiveSlot slot = at(7, REPLY);
    assertThat(slot.admit(8)).isEqualTo(Admission.NEW);
    assertThat(slot.admit(8)).isEqualTo(Admission.IN_PROGRESS);
    assertThat(slot.admit(9)).isEqualTo(Admission.MISORDERED);
    assertThat(slot.admit(7)).isEqualTo(Admission.MISORDERED);
    slot.complete(REPLY);
    assertThat(slot.admit(8)).isEqualTo(Admission.REPLAY);
    assertThat(slot.replyTo(8)).isEqualTo(REPLY);
    assertThat(slot.replyTo(7)).isEqualTo(SlotReply.NOT_KEPT);
  }

  @Test
  void whatWasNotExecutedDoesNotCount() {
    LiveSlot slot = at(7, REPLY);
    assertThat(slot.admit(8)).isEqualTo(Admission.NEW);
    slot.giveBack();
    assertThat(slot.admit(7)).isEqualTo(Admission.REPLAY);
    assertThat(slot.admit(8)).isEqualTo(Admission.NEW);
  }

  @Test
  void aReplyThatWasNotKeptIsMadeAgainOnlyIfThatDoesNoHarm() {
    assertThat(at(7, SlotReply.NOT_KEPT).admit(7)).isEqualTo(Admission.NOT_KEPT);
    assertThat(at(7, SlotReply.REPEATABLE).admit(7)).isEqualTo(Admission.NEW);
  }
}
