package io.havenfs.engine.data;

import io.havenfs.host.disk.Disk;
import io.havenfs.host.disk.DiskPaths;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Where data files are: {@code ab/cd/<id, 16 hex digits>}.
 *
 * <p>Ids given out one after another share a directory (4,096 of them): files that are created
 * together are then made durable by synchronising one directory, not each by another. 65,536
 * directories are filled in turn.
 */
final class Shards {
  private static final int BITS_WITHIN = 12;
  private static final int FANOUT_BITS = 8;
  private static final int FANOUT_MASK = (1 << FANOUT_BITS) - 1;
  private static final int ID_DIGITS = 16;

  private final Disk disk;
  private final SyncedDirectory root;
  private final Map<Integer, SyncedDirectory> upper = new ConcurrentHashMap<>();
  private final Map<Integer, SyncedDirectory> lower = new ConcurrentHashMap<>();

  Shards(Disk disk, String directory) {
    this.disk = disk;
    String parent = directory.isEmpty() ? "" : DiskPaths.parent(directory);
    this.root = new SyncedDirectory(disk, directory, new SyncedDirectory(disk, parent, null));
  }

  /** The directory of a file. */
  SyncedDirectory of(long id) {
    int shard = (int) (id >>> BITS_WITHIN) & ((1 << (2 * FANOUT_BITS)) - 1);
    SyncedDirectory known = lower.get(shard);
    return known != null ? known : lower.computeIfAbsent(shard, this::lowerDirectory);
  }

  private SyncedDirectory lowerDirectory(int shard) {
    SyncedDirectory parent =
        upper.computeIfAbsent(shard >>> FANOUT_BITS, number -> below(root, number));
    return below(parent, shard & FANOUT_MASK);
  }

  private SyncedDirectory below(SyncedDirectory parent, int number) {
    return new SyncedDirectory(disk, join(parent.path(), digits(number)), parent);
  }

  private static String digits(int number) {
    return HexFormat.of().toHexDigits((byte) number);
  }

  private static String join(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** The path of a file. */
  String path(long id) {
    return of(id).path() + "/" + HexFormat.of().toHexDigits(id);
  }

  /** Creates the directory of a file. */
  void create(long id) throws IOException {
    SyncedDirectory directory = of(id);
    disk.createDirectories(directory.path());
    directory.created();
  }

  /** Shows the ids of all files. */
  void ids(LongConsumer visitor) throws IOException {
    for (String first : disk.list(root.path())) {
      for (String second : disk.list(join(root.path(), first))) {
        for (String name : disk.list(join(root.path(), first + "/" + second))) {
          if (name.length() == ID_DIGITS) {
            visitor.accept(HexFormat.fromHexDigitsToLong(name));
          }
        }
      }
    }
  }
}
