package io.havenfs.rpc.rpcbind;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.documents.ProcedureTable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/protocols.md} says what is true of rpcbind. */
final class ProcedureTableTest {
  @Test
  void everyProcedureHasARow() throws IOException {
    RpcbindProgram program =
        new RpcbindProgram(new RpcbindRegistry(List.of()), InstantSource.system());
    assertThat(ProcedureTable.of("rpcbind").versions())
        .isEqualTo(ProcedureTable.served(program::hasProcedure, 12, 2, 3, 4));
  }
}
