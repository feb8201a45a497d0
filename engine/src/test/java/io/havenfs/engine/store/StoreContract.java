package io.havenfs.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Seeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class StoreContract {
  /** The store, open; the same in one test. */
  abstract TableStore store();

  /** Has the process die and another one open the store; at least what was flushed is there. */
  abstract TableStore crash();

  static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  static String get(TableStore store, String key) {
    ByteBuf value = bytes(">");
    int length = store.get(bytes(key), value);
    return length == TableStore.ABSENT ? "absent" : value.toString(StandardCharsets.UTF_8);
  }

  static void put(TableStore store, long sn, String... keysAndValues) {
    RowBatch batch = new RowBatch();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      batch.put(bytes(keysAndValues[i]), bytes(keysAndValues[i + 1]));
    }
    store.write(batch, sn);
  }

  static List<String> scan(TableStore store, String from, String to, int most) {
    List<String> rows = new ArrayList<>();
    store.scan(
        bytes(from),
        bytes(to),
        (key, value) -> {
          rows.add(
              key.toString(StandardCharsets.UTF_8) + "=" + value.toString(StandardCharsets.UTF_8));
          key.skipBytes(1);
          return rows.size() < most;
        });
    return rows;
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(get(store(), "a")).isEqualTo("absent");
    assertThat(store().appliedSn()).isZero();
    assertThat(scan(store(), "a", "z", 10)).isEmpty();
    assertThat(store().flush()).isZero();
  }

  @Test
  void appendsTheValueToTheBuffer() {
    put(store(), 5, "a", "one", "b", "");
    assertThat(get(store(), "a")).isEqualTo(">one");
    assertThat(get(store(), "b")).isEqualTo(">");
    assertThat(store().appliedSn()).isEqualTo(5);
  }

  @Test
  void takesBuffersOfEveryKindAndLeavesTheirIndices() {
    String large = "x".repeat(70_000);
    ByteBuf key = Unpooled.directBuffer().writeBytes(bytes("..key")).skipBytes(2);
    ByteBuf value = Unpooled.wrappedBuffer(bytes(large), bytes("end"));
    RowBatch batch = new RowBatch();
    batch.put(key, value);
    store().write(batch, 1);
    assertThat(key.readableBytes()).isEqualTo(3);
    assertThat(value.readableBytes()).isEqualTo(70_003);
    ByteBuf direct = Unpooled.directBuffer();
    assertThat(store().get(key, direct)).isEqualTo(70_003);
    assertThat(direct.readableBytes()).isEqualTo(70_003);
    assertThat(get(store(), "key")).isEqualTo(">" + large + "end");
    ByteBuf slice = bytes("a key b").slice(2, 3);
    assertThat(store().get(slice, Unpooled.buffer(80_000))).isEqualTo(70_003);
    assertThat(scan(store(), "k", "l", 2)).containsExactly("key=" + large + "end");
  }

  @Test
  void theLastChangeOfAKeyCounts() {
    RowBatch batch = new RowBatch();
    batch.put(bytes("a"), bytes("1"));
    batch.delete(bytes("b"));
    batch.put(bytes("b"), bytes("2"));
    batch.put(bytes("c"), bytes("3"));
    batch.delete(bytes("c"));
    batch.put(bytes("a"), bytes("4"));
    store().write(batch, 1);
    assertThat(scan(store(), "a", "z", 9)).containsExactly("a=4", "b=2");
  }

  @Test
  void aBatchCanBeUsedAgain() {
    RowBatch batch = new RowBatch();
    batch.put(bytes("a"), bytes("1"));
    store().write(batch, 1);
    batch.clear();
    assertThat(batch.count()).isZero();
    batch.put(bytes("b"), bytes("2"));
    assertThat(batch.count()).isEqualTo(1);
    store().write(batch, 2);
    store().write(batch, 3);
    assertThat(scan(store(), "a", "z", 9)).containsExactly("a=1", "b=2");
    assertThat(store().appliedSn()).isEqualTo(3);
  }

  @Test
  void refusesKeysThatAreTheStoresOwn() {
    RowBatch batch = new RowBatch();
    assertThatThrownBy(() -> batch.put(Unpooled.EMPTY_BUFFER, bytes("v")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> batch.delete(Unpooled.wrappedBuffer(new byte[] {0, 1})))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(batch.count()).isZero();
  }

  @Test
  void scansInOrderFromAnInclusiveToAnExclusiveKey() {
    put(store(), 1, "b", "2", "a", "1", "ab", "3", "\u00ff", "9", "c", "4");
    assertThat(scan(store(), "a", "c", 9)).containsExactly("a=1", "ab=3", "b=2");
    assertThat(scan(store(), "aa", "zz", 9)).containsExactly("ab=3", "b=2", "c=4");
    assertThat(scan(store(), "a", "zz", 2)).containsExactly("a=1", "ab=3");
    assertThat(scan(store(), "b", "b", 9)).isEmpty();
    assertThat(scan(store(), "c", "a", 9)).isEmpty();
  }

  @Test
  void aVisitorMayReadAndWrite() {
    put(store(), 1, "a", "1", "b", "2");
    List<String> seen = new ArrayList<>();
    store()
        .scan(
            bytes("a"),
            bytes("c"),
            (key, value) -> {
              String name = key.toString(StandardCharsets.UTF_8);
              seen.add(name + get(store(), name));
              put(store(), 2, "x" + name, "new");
              return true;
            });
    assertThat(seen).containsExactly("a>1", "b>2");
    assertThat(scan(store(), "x", "y", 9)).containsExactly("xa=new", "xb=new");
  }

  @Test
  void whatWasFlushedSurvives() {
    put(store(), 1, "a", "1");
    put(store(), 7, "b", "2");
    assertThat(store().flush()).isEqualTo(7);
    put(store(), 8, "c", "3");
    TableStore next = crash();
    assertThat(next.appliedSn()).isBetween(7L, 8L);
    assertThat(scan(next, "a", "c", 9)).containsExactly("a=1", "b=2");
    assertThat(get(next, "c")).isEqualTo(next.appliedSn() == 8 ? ">3" : "absent");
  }

  @Test
  void behavesAsASortedMap() {
    TableStore store = store();
    NavigableMap<String, String> model = new TreeMap<>();
    long[] sn = {0};
    Seeded.run(
        30,
        random -> {
          RowBatch batch = new RowBatch();
          for (int i = random.nextInt(60); i > 0; i--) {
            change(random, batch, model);
          }
          store.write(batch, ++sn[0]);
          if (Generate.chance(random, 20)) {
            store.flush();
          }
          compare(random, store, model);
        });
  }

  private static void change(
      RandomGenerator random, RowBatch batch, NavigableMap<String, String> model) {
    byte[] key = Generate.bytes(random, Generate.between(random, 1, 3));
    key[0] = (byte) Generate.between(random, 1, 127);
    key[key.length - 1] |= 1;
    String name = HexFormat.of().formatHex(key);
    if (Generate.chance(random, 30)) {
      batch.delete(Unpooled.wrappedBuffer(key));
      model.remove(name);
    } else {
      byte[] value = Generate.bytes(random, Generate.length(random, 3000));
      batch.put(Unpooled.wrappedBuffer(key), Unpooled.wrappedBuffer(value));
      model.put(name, HexFormat.of().formatHex(value));
    }
  }

  private static void compare(
      RandomGenerator random, TableStore store, NavigableMap<String, String> model) {
    byte[] from = {(byte) Generate.between(random, 1, 60)};
    byte[] to = {(byte) Generate.between(random, 61, 127)};
    Map<String, String> seen = new TreeMap<>();
    store.scan(
        Unpooled.wrappedBuffer(from),
        Unpooled.wrappedBuffer(to),
        (key, value) -> seen.put(hex(key), hex(value)) == null);
    String low = HexFormat.of().formatHex(from);
    String high = HexFormat.of().formatHex(to);
    assertThat(seen).isEqualTo(model.subMap(low, high));
    byte[] key = Arrays.copyOf(from, 2);
    ByteBuf value = Unpooled.buffer();
    store.get(Unpooled.wrappedBuffer(key), value);
    assertThat(hex(value)).isEqualTo(model.getOrDefault(HexFormat.of().formatHex(key), ""));
  }

  private static String hex(ByteBuf buffer) {
    return io.netty.buffer.ByteBufUtil.hexDump(buffer);
  }
}
