package io.havenfs.replication.member;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.tx.Change;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.engine.tx.Durability;
import io.havenfs.engine.tx.Transaction;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Sends numbered requests, again and again until they are answered. Each is done once: it takes the
 * next place in the order of all, remembers it, and changes a file in a way that its number tells.
 */
final class Client {
  static final int FILES = 3;
  static final int FILE_BYTES = 400 << 10;
  private static final long RETRY = 50_000_000;

  private final Cluster cluster;
  private final Map<Long, Long> answered = new TreeMap<>();
  private final Map<Long, Durability> durability = new HashMap<>();
  private final long first;
  private long next;

  Client(Cluster cluster) {
    this(cluster, 1);
  }

  /** One whose requests are numbered from {@code first} on. */
  Client(Cluster cluster, long first) {
    this.cluster = cluster;
    this.first = first;
    this.next = first;
  }

  /** Adds to {@code changed} what request {@code id} changes. */
  void note(long id, FileRanges changed) {
    switch (change(id)) {
      case DataChange.Write write ->
          changed.add(
              write.dataId(), write.offset(), write.offset() + write.payload().readableBytes());
      case DataChange.Truncate(long file, long size) -> changed.add(file, size, FILE_BYTES);
      case DataChange.Punch(long file, long at, long length) -> changed.add(file, at, at + length);
      default -> throw new AssertionError(id);
    }
  }

  Map<Long, Long> answered() {
    return answered;
  }

  boolean wasDurable(long id) {
    return durability.get(id) == Durability.DISK;
  }

  long sent() {
    return next - first;
  }

  /** Sends a new request now and then, {@code left} of them. */
  void load(int left, long pause) throws Exception {
    if (left > 0) {
      send(next++);
      cluster.events.after(cluster.events.between(1, pause), () -> load(left - 1, pause));
    }
  }

  private void send(long id) throws Exception {
    if (answered.containsKey(id)) {
      return;
    }
    cluster.events.after(RETRY + cluster.events.between(0, RETRY), () -> send(id));
    String primary = cluster.primary();
    if (!primary.isEmpty() && cluster.node(primary).isAlive()) {
      cluster.node(primary).submit(new Request(id));
    }
  }

  boolean isDone() {
    return answered.size() == sent();
  }

  /** What request {@code id} does to a file. */
  static DataChange change(long id) {
    SplittableRandom random = new SplittableRandom(id * 31);
    long file = 1000L + random.nextInt(FILES);
    long at = random.nextInt(FILE_BYTES / 4096) * 4096L;
    return switch (random.nextInt(12)) {
      case 0 -> new DataChange.Truncate(file, at);
      case 1 -> new DataChange.Punch(file, at, 16384);
      case 2 -> block(file, at / FileRanges.BLOCK_BYTES, random);
      default -> {
        byte[] bytes = new byte[random.nextInt(1, 20_000)];
        random.nextBytes(bytes);
        yield new DataChange.Write(file, at, Unpooled.wrappedBuffer(bytes), random.nextInt(3) == 0);
      }
    };
  }

  /** A write of a whole block. */
  static DataChange.Write block(long file, long number, SplittableRandom random) {
    byte[] bytes = new byte[FileRanges.BLOCK_BYTES];
    random.nextBytes(bytes);
    return new DataChange.Write(file, number * bytes.length, Unpooled.wrappedBuffer(bytes), false);
  }

  static void applyTo(Map<Long, byte[]> files, DataChange change) {
    byte[] file = files.computeIfAbsent(change.dataId(), id -> new byte[FILE_BYTES + (64 << 10)]);
    switch (change) {
      case DataChange.Write write ->
          write.payload().getBytes(0, file, (int) write.offset(), write.payload().readableBytes());
      case DataChange.Truncate(long id, long size) ->
          Arrays.fill(file, (int) size, file.length, (byte) 0);
      case DataChange.Punch(long id, long at, long length) ->
          Arrays.fill(file, (int) at, (int) Math.min(file.length, at + length), (byte) 0);
      default -> throw new AssertionError(change);
    }
  }

  private final class Request implements Change {
    private final long id;
    private long place;
    private boolean disk;

    Request(long id) {
      this.id = id;
    }

    @Override
    public void decide(Transaction tx) {
      Long done = tx.get(Rows.DONE, id);
      if (done != null) {
        place = done;
        return;
      }
      Long count = tx.get(Rows.COUNT, 0L);
      place = count == null ? 1 : count + 1;
      tx.put(Rows.COUNT, 0L, place);
      tx.put(Rows.DONE, id, place);
      DataChange change = change(id);
      tx.change(change);
      if (id % 3 == 0 || !(change instanceof DataChange.Write)) {
        disk = true;
        tx.require(Durability.DISK);
      }
      if (id % 7 == 0) {
        disk = true;
        tx.flush(change.dataId());
      }
    }

    @Override
    public void committed() {
      Long before = answered.put(id, place);
      if (before != null && before != place) {
        throw new AssertionError(
            "request %d had place %d, and now %d".formatted(id, before, place));
      }
      if (disk) {
        durability.put(id, Durability.DISK);
      }
    }

    @Override
    public void failed(Throwable cause) {
      // it is sent again
    }
  }
}
