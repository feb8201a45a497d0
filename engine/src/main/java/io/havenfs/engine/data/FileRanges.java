package io.havenfs.engine.data;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A set of parts of data files, kept in whole blocks. A part may reach to the end of its file,
 * wherever that is. Not thread-safe.
 *
 * <p>A file with many parts costs memory for each; beyond {@link #MAX_RANGES} the whole file is
 * taken for one, which names too much, never too little.
 */
public final class FileRanges {
  /** Parts begin and end at multiples of this. */
  public static final int BLOCK_BYTES = 64 << 10;

  /** The end of a part that reaches to its file's end. */
  public static final long END = Long.MAX_VALUE;

  /** Parts kept of one file. */
  static final int MAX_RANGES = 1 << 16;

  private static final int STORED_RANGE_BYTES = 3 * Long.BYTES;

  private final TreeMap<Long, TreeMap<Long, Long>> files = new TreeMap<>();

  /** A part of a file: bytes {@code from} to {@code to}, exclusive. */
  public record Range(long dataId, long from, long to) {
    public Range {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("no range: " + from + " to " + to);
      }
    }
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /** Adds what {@code from} to {@code to} touches. */
  public void add(long dataId, long from, long to) {
    if (from >= to) {
      return;
    }
    TreeMap<Long, Long> ranges = files.computeIfAbsent(dataId, id -> new TreeMap<>());
    union(ranges, from / BLOCK_BYTES * BLOCK_BYTES, roundUp(to));
    if (ranges.size() > MAX_RANGES) {
      ranges.clear();
      ranges.put(0L, END);
    }
  }

  private static long roundUp(long to) {
    long end = (to - 1) / BLOCK_BYTES * BLOCK_BYTES;
    return end > END - BLOCK_BYTES ? END : end + BLOCK_BYTES;
  }

  private static void union(NavigableMap<Long, Long> ranges, long from, long to) {
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = ranges.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      start = before.getKey();
      end = Math.max(end, before.getValue());
    }
    NavigableMap<Long, Long> covered = ranges.subMap(start, true, end, true);
    if (!covered.isEmpty()) {
      end = Math.max(end, covered.lastEntry().getValue());
      covered.clear();
    }
    ranges.put(start, end);
  }

  /** Adds all of {@code other}. */
  public void addAll(FileRanges other) {
    other.forEach(range -> add(range.dataId(), range.from(), range.to()));
  }

  /** Takes a part away; {@code from} and {@code to} are taken as they are. */
  public void remove(long dataId, long from, long to) {
    TreeMap<Long, Long> ranges = files.get(dataId);
    if (ranges == null || from >= to) {
      return;
    }
    Map.Entry<Long, Long> before = ranges.lowerEntry(from);
    if (before != null && before.getValue() > from) {
      long end = before.getValue();
      ranges.put(before.getKey(), from);
      if (end > to) {
        ranges.put(to, end);
      }
    }
    NavigableMap<Long, Long> within = ranges.subMap(from, true, to, false);
    if (!within.isEmpty()) {
      long end = within.lastEntry().getValue();
      within.clear();
      if (end > to) {
        ranges.put(to, end);
      }
    }
    if (ranges.isEmpty()) {
      files.remove(dataId);
    }
  }

  /** Takes a file away. */
  public void remove(long dataId) {
    files.remove(dataId);
  }

  public void clear() {
    files.clear();
  }

  /** The first part, of at most {@code bytes}. */
  public Optional<Range> first(long bytes) {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<Long, TreeMap<Long, Long>> file = files.firstEntry();
    Map.Entry<Long, Long> range = file.getValue().firstEntry();
    long to = Math.min(range.getValue(), saturatedSum(range.getKey(), bytes));
    return Optional.of(new Range(file.getKey(), range.getKey(), to));
  }

  private static long saturatedSum(long offset, long length) {
    long sum = offset + length;
    return sum < 0 ? END : sum;
  }

  /** Bytes of all parts; one that reaches to its file's end counts as a block. */
  public long bytes() {
    long total = 0;
    for (TreeMap<Long, Long> ranges : files.values()) {
      for (Map.Entry<Long, Long> range : ranges.entrySet()) {
        total += range.getValue() == END ? BLOCK_BYTES : range.getValue() - range.getKey();
      }
    }
    return total;
  }

  /** Whether any of {@code from} to {@code to} is in the set. */
  public boolean touches(long dataId, long from, long to) {
    TreeMap<Long, Long> ranges = files.get(dataId);
    if (ranges == null || from >= to) {
      return false;
    }
    Map.Entry<Long, Long> before = ranges.lowerEntry(to);
    return before != null && before.getValue() > from;
  }

  /** Shows all parts, by file and offset. */
  public void forEach(Consumer<Range> visitor) {
    files.forEach(
        (id, ranges) -> ranges.forEach((from, to) -> visitor.accept(new Range(id, from, to))));
  }

  public FileRanges copy() {
    FileRanges copy = new FileRanges();
    files.forEach((id, ranges) -> copy.files.put(id, new TreeMap<>(ranges)));
    return copy;
  }

  /** Appends the stored form. */
  public void encode(ByteBuf out) {
    int start = out.writerIndex();
    out.writeInt(0);
    int[] count = {0};
    forEach(
        range -> {
          out.writeLong(range.dataId()).writeLong(range.from()).writeLong(range.to());
          count[0]++;
        });
    out.setInt(start, count[0]);
  }

  /**
   * Reads a stored form.
   *
   * @throws IllegalArgumentException or {@link IndexOutOfBoundsException} when it is not one
   */
  public static FileRanges decode(ByteBuf in) {
    int count = in.readInt();
    if (count < 0 || (long) count * STORED_RANGE_BYTES > in.readableBytes()) {
      throw new IllegalArgumentException("a set of ranges cannot have " + count);
    }
    FileRanges ranges = new FileRanges();
    for (int i = 0; i < count; i++) {
      Range range = new Range(in.readLong(), in.readLong(), in.readLong());
      ranges.add(range.dataId(), range.from(), range.to());
    }
    return ranges;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileRanges ranges && files.equals(ranges.files);
  }

  @Override
  public int hashCode() {
    return new HashMap<>(files).hashCode();
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
