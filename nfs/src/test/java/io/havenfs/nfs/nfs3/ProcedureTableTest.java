package io.havenfs.nfs.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.documents.ProcedureTable;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code docs/protocols.md} says what is true of NFSv3. */
final class ProcedureTableTest {
  @Test
  void everyProcedureHasARow() throws IOException {
    Map<Integer, String> inCode = new TreeMap<>();
    for (Procedure3 procedure : Procedure3.values()) {
      inCode.put(procedure.number(), procedure.name());
    }
    assertThat(ProcedureTable.of("NFSv3").names()).isEqualTo(inCode);
  }
}
