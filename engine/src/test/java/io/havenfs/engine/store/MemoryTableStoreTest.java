package io.havenfs.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The store in memory keeps the contract, and loses all that it may. */
final class MemoryTableStoreTest extends StoreContract {
  private final MemoryTableStore store = new MemoryTableStore();

  @Override
  TableStore store() {
    return store;
  }

  @Override
  TableStore crash() {
    return store.crash();
  }

  @Test
  void losesWhatWasNotFlushed() {
    put(store, 1, "a", "1");
    assertThat(store.crash().appliedSn()).isZero();
    store.flush();
    put(store, 2, "a", "2", "b", "2");
    MemoryTableStore next = store.crash();
    assertThat(next.appliedSn()).isEqualTo(1);
    assertThat(scan(next, "a", "z", 9)).containsExactly("a=1");
    put(next, 3, "z", "3");
    assertThat(scan(next.crash(), "a", "zz", 9)).containsExactly("a=1");
  }
}
