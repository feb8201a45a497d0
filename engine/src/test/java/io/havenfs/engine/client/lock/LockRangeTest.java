package io.havenfs.engine.client.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.client.fake.RowTransaction;
import io.havenfs.engine.model.FsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LockRangeTest {
  @ParameterizedTest
  @CsvSource({"0, 1, 0", "5, 10, 14", "0, -1, -1", "7, -1, -1", "-1, 1, -1", "-10, 10, -1"})
  void offsetAndLengthGiveTheLastByte(long offset, long length, long last) {
    LockRange range = LockRange.of(offset, length, true);
    assertThat(range).isEqualTo(new LockRange(offset, last, true));
    assertThat(range.length()).isEqualTo(last == LockRange.END ? LockRange.END : length);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 2", "-10, 11", "3, -2"})
  void badRangesAreInvalid(long offset, long length) {
    assertThatThrownBy(() -> LockRange.of(offset, length, true))
        .isInstanceOf(FsException.class)
        .hasMessage("INVALID");
  }

  @Test
  void aFileHasALimit() {
    RowTransaction tx = new RowTransaction();
    FileLocks locks = new FileLocks(2);
    locks.lock(tx, 1, 1, new LockRange(0, 9, true));
    locks.lock(tx, 1, 2, new LockRange(20, 29, true));
    LockRange hole = new LockRange(3, 4, true);
    assertThatThrownBy(() -> locks.unlock(tx, 1, 1, hole)).hasMessage("RESOURCE");
    assertThat(locks.held(tx, 1, 1)).containsExactly(new LockRange(0, 9, true));
    locks.lock(tx, 2, 1, new LockRange(0, 9, true));
    locks.release(tx, 1, 2);
    locks.unlock(tx, 1, 1, hole);
    assertThat(locks.held(tx, 1, 1))
        .containsExactly(new LockRange(0, 2, true), new LockRange(5, 9, true));
  }
}
