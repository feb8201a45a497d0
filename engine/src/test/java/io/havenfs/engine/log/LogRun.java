package io.havenfs.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.tx.Durability;
import io.havenfs.host.disk.Disk;
import io.havenfs.testkit.seeded.Generate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A log at work over several lives of its disk, and what it owes. Bodies are random, so that an
 * entry of an earlier life that comes back in place of another is noticed.
 */
final class LogRun {
  private static final LogLimits LIMITS = new LogLimits(16 << 10, 6 << 10, 3 << 10);
  private static final int KEPT = 40;

  private final RandomGenerator random;

  /** Bodies that are all of one length put new entries where old ones were. */
  private final boolean uniform;

  private final NavigableMap<Long, byte[]> appended = new TreeMap<>();
  private long written;
  private long synced;
  private long trimmed;
  private long epoch = 1;

  LogRun(RandomGenerator random) {
    this.random = random;
    this.uniform = random.nextBoolean();
  }

  long written() {
    return written;
  }

  long synced() {
    return synced;
  }

  EntryLog open(Disk disk) throws IOException {
    return EntryLog.open(disk, "log", LIMITS, random::nextLong);
  }

  /** Does some of everything. */
  void work(EntryLog log, int steps) throws IOException {
    epoch++;
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(30) == 0) {
        cut(log);
      }
      switch (random.nextInt(10)) {
        case 0 -> sync(log);
        case 1 -> log.prepare();
        case 2 -> trim(log);
        case 3, 4 -> write(log);
        default -> append(log);
      }
    }
  }

  private void append(EntryLog log) throws IOException {
    byte[] bytes = Generate.bytes(random, length());
    ByteBuf body = LogEntries.direct(bytes);
    long sn = log.lastSn() + 1;
    appended.tailMap(sn, true).clear();
    appended.put(sn, bytes);
    try {
      log.append(epoch, sn, Durability.DISK, body);
    } finally {
      body.release();
    }
  }

  private int length() {
    return uniform ? 1500 : Generate.length(random, Generate.chance(random, 20) ? 6000 : 500);
  }

  private void write(EntryLog log) throws IOException {
    log.write();
    written = log.writtenSn();
  }

  private void sync(EntryLog log) throws IOException {
    log.sync();
    synced = log.syncedSn();
  }

  /** From the moment it is asked for, entries behind a cut may be gone, and after it they are. */
  private void cut(EntryLog log) throws IOException {
    long lowest = Math.max(trimmed, log.firstSn() - 1);
    long after = lowest + random.nextLong(log.lastSn() - lowest + 1);
    written = Math.min(written, after);
    synced = Math.min(synced, after);
    log.cut(after);
    written = after;
    appended.tailMap(after, false).clear();
    assertThat(log.lastSn()).isEqualTo(after);
  }

  private void trim(EntryLog log) throws IOException {
    trimmed = Math.max(trimmed, Math.min(synced, log.lastSn() - KEPT));
    log.trim(trimmed);
  }

  /** Checks that the log, just opened, holds what it must and nothing else; goes on from there. */
  void check(EntryLog log, long atLeast) throws IOException {
    assertThat(log.lastSn()).isGreaterThanOrEqualTo(atLeast);
    assertThat(log.firstSn()).isLessThanOrEqualTo(trimmed + 1);
    if (!appended.isEmpty()) {
      assertThat(log.lastSn()).isLessThanOrEqualTo(appended.lastKey());
    }
    long[] next = {log.firstSn()};
    log.replay(
        log.firstSn(),
        (epoch, sn, durability, body) -> {
          assertThat(sn).isEqualTo(next[0]++);
          assertThat(ByteBufUtil.getBytes(body)).as("body of %d", sn).isEqualTo(appended.get(sn));
        });
    assertThat(next[0]).isEqualTo(log.lastSn() + 1);
    appended.tailMap(log.lastSn(), false).clear();
    written = log.lastSn();
    synced = log.lastSn();
  }
}
