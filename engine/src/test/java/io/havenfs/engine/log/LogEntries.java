package io.havenfs.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Entries whose contents follow from their numbers, so that any can be checked by itself. */
final class LogEntries {
  /** Small segments, so that a test sees many. */
  static final LogLimits SMALL = new LogLimits(16 << 10, 10 << 10, 6 << 10);

  private LogEntries() {}

  static long epoch(long sn) {
    return 1 + sn / 10;
  }

  static Durability durability(long sn) {
    return sn % 3 == 0 ? Durability.DISK : Durability.MEMORY;
  }

  /** Usually a few hundred bytes, sometimes none, sometimes thousands. */
  static byte[] body(long sn) {
    SplittableRandom random = new SplittableRandom(sn * 31);
    int most = sn % 7 == 0 ? 5000 : 600;
    byte[] body = new byte[sn % 11 == 0 ? 0 : random.nextInt(most)];
    random.nextBytes(body);
    return body;
  }

  /** Appends entry number {@code sn}. */
  static void append(EntryLog log, long sn) throws IOException {
    append(log, sn, body(sn));
  }

  static void append(EntryLog log, long sn, byte[] bytes) throws IOException {
    ByteBuf body = direct(bytes);
    try {
      log.append(epoch(sn), sn, durability(sn), body);
      assertThat(body.readableBytes()).isEqualTo(bytes.length);
    } finally {
      body.release();
    }
  }

  /** Appends {@code count} entries. */
  static void appendNext(EntryLog log, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      append(log, log.lastSn() + 1);
    }
  }

  static ByteBuf direct(byte[] bytes) {
    return PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
  }

  /** Replays, checks each entry, and returns their numbers. */
  static List<Long> replayed(EntryLog log, long from) throws IOException {
    List<Long> numbers = new ArrayList<>();
    log.replay(
        from,
        (epoch, sn, durability, body) -> {
          assertThat(epoch).isEqualTo(epoch(sn));
          assertThat(durability).isEqualTo(durability(sn));
          assertThat(ByteBufUtil.getBytes(body)).as("body of %d", sn).isEqualTo(body(sn));
          numbers.add(sn);
        });
    return numbers;
  }

  /** Checks that exactly the entries from the first to {@code last} are there. */
  static void assertHolds(EntryLog log, long last) throws IOException {
    assertThat(log.lastSn()).isEqualTo(last);
    List<Long> wanted = new ArrayList<>();
    for (long sn = log.firstSn(); sn <= last; sn++) {
      wanted.add(sn);
    }
    assertThat(replayed(log, log.firstSn())).isEqualTo(wanted);
  }
}
