package io.havenfs.testkit.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A file or a directory, as it is and as it would be after a loss of power. */
sealed interface Node {
  /** A directory: two versions of its entries. */
  final class Directory implements Node {
    final NavigableMap<String, Node> current = new TreeMap<>();
    final NavigableMap<String, Node> durable = new TreeMap<>();

    /** This directory after a loss of power, with all below it. */
    Directory remains(RandomGenerator random) {
      Directory remains = new Directory();
      durable.forEach((name, node) -> remains.addDurable(name, remains(node, random)));
      return remains;
    }

    private static Node remains(Node node, RandomGenerator random) {
      return switch (node) {
        case Directory directory -> directory.remains(random);
        case File file -> file.remains(random);
      };
    }

    private void addDurable(String name, Node node) {
      current.put(name, node);
      durable.put(name, node);
    }

    void restoreDurable(NavigableMap<String, Node> entries) {
      durable.clear();
      durable.putAll(entries);
    }

    /** Shows the files in and below this directory. */
    void forEachFile(Consumer<File> visitor) {
      for (Node node : current.values()) {
        switch (node) {
          case Directory directory -> directory.forEachFile(visitor);
          case File file -> visitor.accept(file);
        }
      }
    }

    /** Bytes allocated by the files in and below this directory. */
    long allocatedBytes() {
      return current.values().stream().mapToLong(Directory::allocatedBytes).sum();
    }

    private static long allocatedBytes(Node node) {
      return switch (node) {
        case Directory directory -> directory.allocatedBytes();
        case File file -> file.current.allocatedBytes();
      };
    }
  }

  /** A file: its content, its durable content, and what lies between them. */
  final class File implements Node {
    final SparseContent current;
    private final SparseContent durable;
    private final List<DataChange> pending = new ArrayList<>();

    /** Whether the content is in memory: not after the machine started, until it is read. */
    private boolean cached;

    File() {
      this(new SparseContent(), true);
    }

    private File(SparseContent content, boolean cached) {
      this.current = content;
      this.durable = content.copy();
      this.cached = cached;
    }

    boolean isCached() {
      return cached;
    }

    byte[] read(long offset, int length) {
      cached = true;
      return current.read(offset, length);
    }

    void change(DataChange change) {
      change.apply(current);
      pending.add(change);
    }

    void sync() {
      pending.forEach(change -> change.apply(durable));
      pending.clear();
    }

    /**
     * A failed write-back. As on Linux the pages are taken for clean afterwards, so that what did
     * not reach the device never will, whatever is synchronised later.
     */
    void failSync(RandomGenerator random) {
      pending.forEach(change -> change.applyRemains(durable, random));
      pending.clear();
    }

    File remains(RandomGenerator random) {
      SparseContent content = durable.copy();
      pending.forEach(change -> change.applyRemains(content, random));
      return new File(content, false);
    }

    /** Flips bits of the sector at {@code offset}, behind everybody's back. */
    void corrupt(long offset, RandomGenerator random) {
      byte[] sector = current.read(offset, DataChange.SECTOR_BYTES);
      if (sector.length == 0) {
        throw new IllegalArgumentException("nothing at " + offset + " to corrupt");
      }
      sector[random.nextInt(sector.length)] ^= (byte) (1 << random.nextInt(8));
      current.write(offset, sector, 0, sector.length);
      durable.write(offset, sector, 0, sector.length);
    }
  }
}
