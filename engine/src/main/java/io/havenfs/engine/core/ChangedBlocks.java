package io.havenfs.engine.core;

import io.havenfs.engine.data.FileRanges;
import io.havenfs.engine.tx.DataChange;
import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskFile;
import io.havenfs.host.disk.OpenMode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The scoreboard: which blocks of data files were changed by which entries, roughly. A copy that
 * was away finds out from it what it has to fetch when the log does not reach back far enough.
 *
 * <p>Entries between two checkpoints are a <i>generation</i>. The current one is in memory, and is
 * found again by replaying the log; each checkpoint stores it as the file {@code changed/<first
 * entry>-<last entry>}. The oldest go when there are too many.
 *
 * <p>{@link #note}, {@link #rotate} and {@link #since} are the sequencer's; {@link #save} is for a
 * background thread.
 */
final class ChangedBlocks {
  private static final String DIRECTORY = "changed";

  /** What all stored generations may take. */
  private static final long STORED_BYTES = 256L << 20;

  private static final int DIGITS = 16;

  private final Disk disk;

  /** Stored generations by their last entry; guarded by itself. */
  private final TreeMap<Long, Stored> stored = new TreeMap<>();

  private FileRanges current = new FileRanges();
  private long firstSn = 1;
  private Optional<Generation> saving = Optional.empty();

  private record Stored(long firstSn, String path, long bytes) {}

  /** What entries {@code firstSn} to {@code lastSn} changed. */
  record Generation(long firstSn, long lastSn, FileRanges ranges) {}

  private ChangedBlocks(Disk disk) {
    this.disk = disk;
  }

  /** Those in {@code disk}; entries behind {@code checkpoint} will be noted again. */
  static ChangedBlocks open(Disk disk, long checkpoint) throws IOException {
    ChangedBlocks changed = new ChangedBlocks(disk);
    disk.createDirectories(DIRECTORY);
    for (String name : disk.list(DIRECTORY)) {
      changed.find(name);
    }
    changed.firstSn = checkpoint + 1;
    return changed;
  }

  private void find(String name) throws IOException {
    String path = DIRECTORY + "/" + name;
    if (name.length() != 2 * DIGITS + 1 || name.charAt(DIGITS) != '-') {
      disk.delete(path); // not finished
      return;
    }
    long first = HexFormat.fromHexDigitsToLong(name, 0, DIGITS);
    long last = HexFormat.fromHexDigitsToLong(name, DIGITS + 1, name.length());
    try (DiskFile file = disk.open(path, OpenMode.READ)) {
      stored.put(last, new Stored(first, path, file.size()));
    }
  }

  void note(DataChange change) {
    add(change, current);
  }

  /** Adds what {@code change} changes to {@code ranges}. */
  static void add(DataChange change, FileRanges ranges) {
    switch (change) {
      case DataChange.Write(long id, long offset, ByteBuf payload, boolean logged) ->
          ranges.add(id, offset, offset + payload.readableBytes());
      case DataChange.Truncate(long id, long size) -> ranges.add(id, size, FileRanges.END);
      case DataChange.Punch(long id, long offset, long length) ->
          ranges.add(id, offset, offset + length < 0 ? FileRanges.END : offset + length);
      case DataChange.Allocate allocate -> {}
      case DataChange.Drop(long id) -> {
        ranges.remove(id);
        ranges.add(id, 0, FileRanges.END);
      }
    }
  }

  void note(FileRanges.Range absent) {
    current.add(absent.dataId(), absent.from(), absent.to());
  }

  /** A checkpoint at {@code sn}, the last entry noted, begins; what it ends is to be saved. */
  Generation rotate(long sn) {
    Generation ended = new Generation(firstSn, sn, current);
    saving = Optional.of(ended);
    firstSn = sn + 1;
    current = new FileRanges();
    return ended;
  }

  /** Stores a generation, durably. */
  void save(Generation generation) throws IOException {
    if (generation.lastSn() < generation.firstSn()) {
      return;
    }
    HexFormat hex = HexFormat.of();
    String path =
        "%s/%s-%s"
            .formatted(
                DIRECTORY,
                hex.toHexDigits(generation.firstSn()),
                hex.toHexDigits(generation.lastSn()));
    ByteBuf content = Unpooled.buffer().writeInt(0);
    generation.ranges().encode(content);
    content.setInt(0, checksum(content));
    try (DiskFile file = disk.open(path + ".new", OpenMode.CREATE)) {
      file.truncate(0);
      file.write(content, 0);
      file.sync();
    }
    disk.rename(path + ".new", path);
    disk.syncDirectory(DIRECTORY);
    synchronized (stored) {
      stored.put(
          generation.lastSn(), new Stored(generation.firstSn(), path, content.readableBytes()));
      dropOldest();
    }
  }

  private void dropOldest() throws IOException {
    long total = 0;
    for (Stored each : stored.values()) {
      total += each.bytes();
    }
    while (total > STORED_BYTES && stored.size() > 1) {
      Stored oldest = stored.pollFirstEntry().getValue();
      disk.delete(oldest.path());
      total -= oldest.bytes();
    }
  }

  private static int checksum(ByteBuf content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content.nioBuffer(Integer.BYTES, content.writerIndex() - Integer.BYTES));
    return (int) checksum.getValue();
  }

  /**
   * What entries behind {@code sn} changed; nothing when that is not known of all of them. Reads
   * files.
   */
  Optional<FileRanges> since(long sn) throws IOException {
    FileRanges changed = current.copy();
    saving.ifPresent(generation -> changed.addAll(generation.ranges()));
    long known = saving.map(Generation::firstSn).orElse(firstSn);
    synchronized (stored) {
      for (Map.Entry<Long, Stored> each : stored.descendingMap().entrySet()) {
        if (known <= sn + 1 || each.getKey() + 1 < known) {
          break;
        }
        Optional<FileRanges> ranges = load(each.getValue());
        if (ranges.isEmpty()) {
          break;
        }
        changed.addAll(ranges.get());
        known = Math.min(known, each.getValue().firstSn());
      }
    }
    return known <= sn + 1 ? Optional.of(changed) : Optional.empty();
  }

  private Optional<FileRanges> load(Stored generation) throws IOException {
    ByteBuf content = Unpooled.buffer((int) generation.bytes());
    try (DiskFile file = disk.open(generation.path(), OpenMode.READ)) {
      file.read(content, (int) generation.bytes(), 0);
      if (content.readInt() != checksum(content)) {
        return Optional.empty();
      }
      return Optional.of(FileRanges.decode(content));
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return Optional.empty();
    }
  }

  /** Forgets everything: the entries to come begin with {@code sn}. */
  void reset(long sn) throws IOException {
    synchronized (stored) {
      for (Stored each : stored.values()) {
        disk.delete(each.path());
      }
      stored.clear();
    }
    current = new FileRanges();
    saving = Optional.empty();
    firstSn = sn;
  }
}
