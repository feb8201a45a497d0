package io.havenfs.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The store that gathers rows keeps the contract, and the one below sees few of them. */
final class GatheringTableStoreTest extends StoreContract {
  private final MemoryTableStore below = new MemoryTableStore();
  private final GatheringTableStore store = new GatheringTableStore(below);

  @Override
  TableStore store() {
    return store;
  }

  @Override
  TableStore crash() {
    return new GatheringTableStore(below.crash());
  }

  @Test
  void gathersUntilItIsAskedForMoreThanARow() {
    put(store, 1, "a", "1", "b", "1");
    put(store, 2, "a", "2");
    assertThat(get(below, "a")).isEqualTo("absent");
    assertThat(get(store, "a")).isEqualTo(">2");
    assertThat(scan(store, "a", "z", 9)).containsExactly("a=2", "b=1");
    assertThat(get(below, "a")).isEqualTo(">2");
    assertThat(below.appliedSn()).isEqualTo(2);
  }

  @Test
  void aRowThatIsGoneHidesTheOneBelow() {
    put(store, 1, "a", "1");
    store.flush();
    RowBatch batch = new RowBatch();
    batch.delete(bytes("a"));
    store.write(batch, 2);
    assertThat(get(below, "a")).isEqualTo(">1");
    assertThat(get(store, "a")).isEqualTo("absent");
    assertThat(scan(store, "a", "z", 9)).isEmpty();
  }

  @Test
  void anEmptyValueIsARow() {
    put(store, 1, "a", "");
    assertThat(get(store, "a")).isEqualTo(">");
    assertThat(scan(store, "a", "z", 9)).containsExactly("a=");
  }

  @Test
  void whatIsGatheredIsBounded() {
    String value = "v".repeat(1000);
    for (int i = 0; i < 2000; i++) {
      put(store, i + 1, "row " + i, value);
    }
    assertThat(below.appliedSn()).isBetween(1L, 1999L);
    assertThat(get(below, "row 0")).isEqualTo(">" + value);
    assertThat(get(store, "row 1999")).isEqualTo(">" + value);
  }
}
