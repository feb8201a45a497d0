package io.havenfs.nfs.nfs4.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpTest {
  @Test
  void everyNumberHasARowInMinorVersion2() {
    for (int number = Op.LOWEST; number <= Op.HIGHEST; number++) {
      assertThat(Objects.requireNonNull(Op.of(number, 2)).number()).isEqualTo(number);
    }
    assertThat(Op.values()).hasSize(Op.HIGHEST - Op.LOWEST + 1);
  }

  @Test
  void minorVersionsEndWhereTheirRfcEnds() {
    assertThat(Op.of(39, 0)).isEqualTo(Op.RELEASE_LOCKOWNER);
    assertThat(Op.of(40, 0)).isNull();
    assertThat(Op.of(58, 1)).isEqualTo(Op.RECLAIM_COMPLETE);
    assertThat(Op.of(59, 1)).isNull();
    assertThat(Op.of(75, 2)).isEqualTo(Op.REMOVEXATTR);
  }

  @Test
  void numbersWithoutARowAreIllegal() {
    for (int number : new int[] {-1, 0, 1, 2, 76, Op.ILLEGAL, Integer.MIN_VALUE}) {
      assertThat(Op.of(number, 2)).as("operation %d", number).isNull();
    }
  }

  @Test
  void whatChangesStateHasABoundedResult() {
    for (Op op : Op.values()) {
      if (op.changes()) {
        assertThat(op.largestResult()).as(op.name()).isNotEqualTo(Op.UNBOUNDED);
      }
    }
  }
}
