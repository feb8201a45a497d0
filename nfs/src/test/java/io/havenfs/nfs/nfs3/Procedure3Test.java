package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.reply.ReplyMemory;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table has a row for every procedure of RFC 1813, and every row its class. */
class Procedure3Test {
  private static final int PROCEDURES_OF_RFC_1813 = 22;

  @Test
  void theTableIsComplete() {
    assertThat(Procedure3.count()).isEqualTo(PROCEDURES_OF_RFC_1813);
    Nfs3Program program = new Fixture().program;
    for (int number = 0; number < PROCEDURES_OF_RFC_1813; number++) {
      assertThat(Procedure3.of(number).number()).isEqualTo(number);
      assertThat(program.hasProcedure(3, number)).isTrue();
    }
    assertThat(program.hasProcedure(3, PROCEDURES_OF_RFC_1813)).isFalse();
    assertThat(program.hasProcedure(3, -1)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aRowIsServedByTheClassOfItsName(Procedure3 row) {
    Procedure implementation = Nfs3Program.implementation(row.number());

    assertThat(implementation.getClass().getSimpleName().toUpperCase(Locale.ROOT))
        .isEqualTo(row.name());
  }

  @ParameterizedTest
  @EnumSource
  void onlyProceduresWithoutEffectAreAnsweredOnTheEventLoop(Procedure3 row) {
    Procedure implementation = Nfs3Program.implementation(row.number());

    assertThat(implementation instanceof ReadProcedure)
        .isEqualTo(row.effect() == Procedure3.Effect.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRememberedFitsTheMemory(Procedure3 row) {
    if (row.isRemembered()) {
      assertThat(row.largestReply()).isLessThanOrEqualTo(ReplyMemory.MAX_RESULTS);
    }
  }
}
