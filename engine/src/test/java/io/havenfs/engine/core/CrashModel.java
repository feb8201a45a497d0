package io.havenfs.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.table.Table;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replica must hold after it died: the state after each entry, and how far it was written
 * and acknowledged.
 *
 * <p>Rows are exact. Bytes of data files are exact after a kill. After a power loss a byte is exact
 * if the last entry that touched it was logged, or a flush acknowledged later covered it.
 */
final class CrashModel {
  static final int FILE_BYTES = 4096;

  private final TreeMap<Long, State> states = new TreeMap<>();
  private long writtenSn;
  private long writingSn;
  private long durableSn;
  private long acknowledgedSn;

  CrashModel() {
    states.put(0L, new State(new HashMap<>(), new HashMap<>()));
  }

  private record RowId(Table<?, ?> table, long key) {}

  private record State(Map<RowId, Bytes> rows, Map<Long, Content> files) {}

  /** A file's bytes, which entry touched each last, and which are certain to survive. */
  private record Content(byte[] bytes, long[] touched, boolean[] certain) {
    Content() {
      this(new byte[FILE_BYTES], new long[FILE_BYTES], new boolean[FILE_BYTES]);
    }

    Content copy() {
      return new Content(bytes.clone(), touched.clone(), certain.clone());
    }

    void fill(long from, long to, long sn, boolean sure) {
      int start = (int) Math.min(from, FILE_BYTES);
      int end = (int) Math.min(to, FILE_BYTES);
      Arrays.fill(touched, start, end, sn);
      Arrays.fill(certain, start, end, sure);
    }
  }

  /** One change being decided. */
  final class Step {
    private final long sn;
    private final Map<RowId, Bytes> rows;
    private final Map<Long, Content> files;

    private Step(long sn, State before) {
      this.sn = sn;
      rows = new HashMap<>(before.rows());
      files = new HashMap<>();
      before.files().forEach((id, content) -> files.put(id, content.copy()));
      states.put(sn, new State(rows, files));
    }

    void put(Table<Long, Bytes> table, long key, Bytes value) {
      rows.put(new RowId(table, key), value);
    }

    void delete(Table<Long, Bytes> table, long key) {
      rows.remove(new RowId(table, key));
    }

    void data(DataChange change) {
      Content content = files.computeIfAbsent(change.dataId(), id -> new Content());
      switch (change) {
        case DataChange.Write(long id, long at, ByteBuf payload, boolean logged) -> {
          payload.getBytes(0, content.bytes(), (int) at, payload.readableBytes());
          content.fill(at, at + payload.readableBytes(), sn, logged);
        }
        case DataChange.Truncate(long id, long size) -> zero(content, size, FILE_BYTES);
        case DataChange.Punch(long id, long at, long length) -> zero(content, at, at + length);
        case DataChange.Allocate allocate -> {}
        case DataChange.Drop drop -> zero(content, 0, FILE_BYTES);
      }
    }

    private void zero(Content content, long from, long to) {
      int start = (int) Math.min(from, FILE_BYTES);
      Arrays.fill(content.bytes(), start, (int) Math.min(to, FILE_BYTES), (byte) 0);
      content.fill(from, to, sn, true);
    }
  }

  /** The next entry's number is {@code sn}; the state before it is that of the entry before. */
  Step begin(long sn) {
    states.tailMap(sn, true).clear();
    // The log may hand an entry to the system as soon as it is appended.
    writingSn = sn;
    return new Step(sn, states.lastEntry().getValue());
  }

  void written(long sn) {
    writtenSn = sn;
  }

  /** The change at {@code sn} was answered, after the flushes that it wanted. */
  void acknowledged(long sn, Set<Long> flushes, @Nullable LogEntry entry) {
    acknowledgedSn = sn;
    if (entry != null && entry.durability() == Durability.DISK) {
      durableSn = Math.max(durableSn, sn);
    }
    for (long file : flushes) {
      states.tailMap(sn, true).values().forEach(state -> flushed(state, file, sn));
    }
  }

  private static void flushed(State state, long file, long sn) {
    Content content = state.files().get(file);
    if (content != null) {
      for (int i = 0; i < FILE_BYTES; i++) {
        content.certain()[i] |= content.touched()[i] <= sn;
      }
    }
  }

  /** A new replica has decided up to {@code sn}: its identity. */
  void created(long sn) {
    states.put(sn, states.get(0L));
    settle(sn);
  }

  /** Whether all that was answered is promised to survive the machine. */
  boolean allAnsweredIsDurable() {
    return durableSn == acknowledgedSn;
  }

  void checkAfterKill(CrashRun run) throws IOException {
    long sn = run.recoveredSn();
    assertThat(sn).as("entries recovered").isBetween(writtenSn, Math.max(writingSn, writtenSn));
    check(run, sn, acknowledgedSn, false);
  }

  void checkAfterPowerLoss(CrashRun run) throws IOException {
    long sn = run.recoveredSn();
    assertThat(sn).as("entries recovered").isBetween(durableSn, writingSn);
    check(run, sn, 0, true);
  }

  private void check(CrashRun run, long sn, long intactSn, boolean settled) throws IOException {
    State state = states.floorEntry(sn).getValue();
    checkRows(run, state);
    long decided = run.replica().replica().decidedSn();
    for (long file : run.allFiles()) {
      checkFile(run, state, file, sn, intactSn, decided);
    }
    if (settled) {
      // What is on the disk after a power loss is there to stay.
      state.files().values().forEach(content -> Arrays.fill(content.certain(), true));
    }
    states.tailMap(sn, false).clear();
    states.put(decided, state);
    settle(decided);
  }

  private void settle(long sn) {
    writtenSn = sn;
    writingSn = sn;
    durableSn = sn;
    acknowledgedSn = sn;
  }

  private static void checkRows(CrashRun run, State state) {
    Map<RowId, Bytes> found = new HashMap<>();
    for (Table<?, ?> table : TestTables.ALL) {
      collect(run, table, found);
    }
    assertThat(found).isEqualTo(state.rows());
  }

  @SuppressWarnings("unchecked")
  private static void collect(CrashRun run, Table<?, ?> table, Map<RowId, Bytes> into) {
    Table<Long, Bytes> typed = (Table<Long, Bytes>) table;
    run.replica()
        .committed()
        .scan(
            typed,
            0L,
            (key, value) -> {
              assertThat(run.replica().committed().get(typed, key)).isEqualTo(value);
              into.put(new RowId(typed, key), value);
              return true;
            });
  }

  /**
   * Bytes are as they were after entry {@code sn} when they are certain or were last touched by an
   * entry up to {@code intactSn}, unless a later entry, which was lost, touched them as well. What
   * the others are is what the model goes on with.
   */
  private void checkFile(CrashRun run, State state, long file, long sn, long intactSn, long decided)
      throws IOException {
    Content expected = state.files().computeIfAbsent(file, id -> new Content());
    Content newest = states.lastEntry().getValue().files().getOrDefault(file, expected);
    ByteBuf found = Unpooled.buffer(FILE_BYTES);
    run.replica().data().read(file, 0, FILE_BYTES, found);
    found.writeZero(FILE_BYTES - found.readableBytes());
    for (int i = 0; i < FILE_BYTES; i++) {
      boolean sure =
          (expected.certain()[i] || expected.touched()[i] <= intactSn) && newest.touched()[i] <= sn;
      if (!sure) {
        expected.bytes()[i] = found.getByte(i);
        expected.touched()[i] = decided;
      } else if (found.getByte(i) != expected.bytes()[i]) {
        throw new AssertionError(
            "file %d, byte %d: %d instead of %d (last touched by entry %d, recovered %d)"
                .formatted(
                    file, i, found.getByte(i), expected.bytes()[i], expected.touched()[i], sn));
      }
    }
  }
}
