package io.havenfs.quorum.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.machine.Outcome;
import io.havenfs.quorum.machine.RandomCommands;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.testkit.seeded.Seeded;
import org.junit.jupiter.api.Test;

final class ControlCodecTest {
  @Test
  void whatIsWrittenIsRead() {
    Seeded.run(
        300,
        random -> {
          RandomCommands commands = new RandomCommands(random);
          ControlState state = ControlState.EMPTY;
          for (int i = 0; i < 60; i++) {
            Command command = commands.next(state);
            assertThat(ControlCodec.decodeCommand(ControlCodec.encode(command))).isEqualTo(command);
            Outcome outcome = ControlStateMachine.apply(state, commands.term(), command);
            assertThat(ControlCodec.decodeResult(ControlCodec.encode(outcome.result())))
                .isEqualTo(outcome.result());
            state = outcome.state();
          }
          assertThat(ControlCodec.decodeState(ControlCodec.encode(state))).isEqualTo(state);
        });
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatThrownBy(() -> ControlCodec.decodeState(new byte[] {99, '{', '}'}))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("format 99");
  }
}
