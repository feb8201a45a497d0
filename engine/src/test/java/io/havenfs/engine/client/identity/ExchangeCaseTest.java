package io.havenfs.engine.client.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExchangeCaseTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # update, confirmed, unconfirmed, verifier, principal, busy, case
          false, false, false, false, false, false, NEW_OWNER
          false, false, true,  false, false, false, REPLACE_UNCONFIRMED
          false, true,  false, true,  true,  true,  EXISTING
          false, true,  false, true,  true,  false, EXISTING
          false, true,  true,  true,  true,  true,  EXISTING
          false, true,  false, false, true,  true,  RESTART
          false, true,  true,  false, true,  false, RESTART
          false, true,  false, true,  false, false, COLLISION_IDLE
          false, true,  false, false, false, false, COLLISION_IDLE
          false, true,  false, true,  false, true,  COLLISION_BUSY
          false, true,  true,  false, false, true,  COLLISION_BUSY
          true,  false, false, false, false, false, UPDATE_MISSING
          true,  false, true,  false, false, false, UPDATE_MISSING
          true,  true,  false, true,  true,  true,  UPDATE
          true,  true,  true,  true,  true,  false, UPDATE
          true,  true,  false, false, true,  true,  UPDATE_OTHER_VERIFIER
          true,  true,  false, false, false, true,  UPDATE_OTHER_VERIFIER
          true,  true,  false, true,  false, true,  UPDATE_OTHER_PRINCIPAL
          """)
  void followsTheTableOfRfc8881(
      boolean update,
      boolean confirmed,
      boolean unconfirmed,
      boolean sameVerifier,
      boolean samePrincipal,
      boolean busy,
      ExchangeCase expected) {
    ExchangeCase.Known known =
        new ExchangeCase.Known(confirmed, unconfirmed, sameVerifier, samePrincipal, busy);
    assertThat(ExchangeCase.of(update, known)).isEqualTo(expected);
  }
}
