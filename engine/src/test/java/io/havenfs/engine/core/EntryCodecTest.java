package io.havenfs.engine.core;

import static io.havenfs.engine.core.TestTables.CACHED;
import static io.havenfs.engine.core.TestTables.RESIDENT;
import static io.havenfs.engine.core.TestTables.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.engine.table.Residence;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
  private final EntryCodec codec = new EntryCodec(TestTables.ALL);

  @Test
  void whatIsEncodedIsDecoded() {
    LogEntry entry =
        new LogEntry(
            5,
            Durability.DISK,
            List.of(
                new Row<>(CACHED, 1L, bytes("one")),
                new Row<>(RESIDENT, -1L, null),
                new Row<>(CACHED, 2L, bytes(""))),
            List.of(
                new DataChange.Write(9, 100, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}), true),
                new DataChange.Truncate(9, 50),
                new DataChange.Punch(9, 1, 2),
                new DataChange.Allocate(9, 3, 4),
                new DataChange.Drop(8)));
    assertThat(codec.decode(5, Durability.DISK, encoded(entry)).entry()).isEqualTo(entry);
  }

  @Test
  void aWriteWhosePayloadIsElsewhereIsLeftOutOfReplay() {
    LogEntry entry =
        new LogEntry(
            5,
            Durability.MEMORY,
            List.of(),
            List.of(
                new DataChange.Write(9, 100, Unpooled.wrappedBuffer(new byte[3]), false),
                new DataChange.Drop(8)));
    assertThat(codec.decode(5, Durability.MEMORY, encoded(entry)).entry().data())
        .containsExactly(new DataChange.Drop(8));
  }

  @Test
  void twoTablesMayNotShareAnId() {
    Table<Long, ?> twin =
        new Table<>(CACHED.id(), "twin", CACHED.keys(), CACHED.values(), Residence.STORED);
    assertThatThrownBy(() -> new EntryCodec(List.of(CACHED, twin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twin");
  }

  @Test
  void malformedBodiesAreRefusedWithoutHarm() {
    LogEntry entry =
        new LogEntry(
            5,
            Durability.DISK,
            List.of(new Row<>(CACHED, 1L, bytes("one")), new Row<>(RESIDENT, 2L, null)),
            List.of(
                new DataChange.Write(9, 100, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}), true),
                new DataChange.Truncate(9, 50)));
    byte[] whole = new byte[encoded(entry).readableBytes()];
    encoded(entry).readBytes(whole);
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] mutated = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }
      ByteBuf body = Unpooled.wrappedBuffer(mutated, 0, random.nextInt(mutated.length) + 1);
      try {
        codec.decode(5, Durability.DISK, body);
      } catch (IllegalArgumentException | IndexOutOfBoundsException refused) {
        // The two documented refusals; anything else fails the test.
        assertThat(refused).as("seed " + seed).isNotNull();
      }
    }
  }

  private static ByteBuf encoded(LogEntry entry) {
    ByteBuf out = Unpooled.buffer();
    EntryCodec.encode(entry, out);
    return out;
  }
}
