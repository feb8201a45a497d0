package io.havenfs.engine.file;

import io.havenfs.engine.model.EntryKey;
import io.havenfs.engine.model.Inode;
import io.havenfs.engine.model.Name;
import io.havenfs.engine.table.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds paths of files, for operators. Only directories know where they are, so all entries are
 * looked through, up to a limit: this may take seconds and belongs on a thread that may wait. Of a
 * file with several names, one is found.
 */
public final class PathFinder {
  /** How many directory entries are looked at. */
  public static final int MAX_ENTRIES = 2_000_000;

  /** How deep a path can be; deeper ones, and those that change meanwhile, have none. */
  private static final int MAX_DEPTH = 4096;

  private static final Name FIRST = new Name(new byte[0]);

  private final View view;
  private final int maxEntries;

  /** In what {@code view} shows, looking at no more than {@code maxEntries} entries. */
  public PathFinder(View view, int maxEntries) {
    this.view = view;
    this.maxEntries = maxEntries;
  }

  /** The paths of those of these files that were found. */
  public Map<Long, String> find(Set<Long> fileIds) {
    Map<Long, EntryKey> places = places(fileIds);
    Map<Long, String> paths = new HashMap<>();
    places.forEach(
        (id, place) ->
            directory(place.directory())
                .ifPresent(above -> paths.put(id, above + "/" + place.name())));
    if (fileIds.contains(Inode.ROOT)) {
      paths.put(Inode.ROOT, "/");
    }
    return paths;
  }

  private Map<Long, EntryKey> places(Set<Long> fileIds) {
    Map<Long, EntryKey> places = new HashMap<>();
    Set<Long> missing = new HashSet<>(fileIds);
    missing.remove(Inode.ROOT);
    if (missing.isEmpty()) {
      return places;
    }
    int[] seen = new int[1];
    view.scan(
        FileTables.ENTRIES,
        new EntryKey(0, FIRST),
        (key, entry) -> {
          if (missing.remove(entry.fileId())) {
            places.put(entry.fileId(), key);
          }
          return !missing.isEmpty() && ++seen[0] < maxEntries;
        });
    return places;
  }

  /** The path of a directory, the empty text for the root; nothing when it is cut off. */
  private Optional<String> directory(long id) {
    Deque<Name> names = new ArrayDeque<>();
    long at = id;
    while (at != Inode.ROOT) {
      Inode inode = view.get(FileTables.INODES, at);
      if (inode == null || names.size() == MAX_DEPTH) {
        return Optional.empty();
      }
      Optional<Name> name = nameIn(inode.parent(), at);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.addFirst(name.get());
      at = inode.parent();
    }
    StringBuilder path = new StringBuilder();
    names.forEach(name -> path.append('/').append(name));
    return Optional.of(path.toString());
  }

  private Optional<Name> nameIn(long directory, long fileId) {
    Name[] found = new Name[1];
    view.scan(
        FileTables.ENTRIES,
        new EntryKey(directory, FIRST),
        (key, entry) -> {
          boolean here = key.directory() == directory;
          if (here && entry.fileId() == fileId) {
            found[0] = key.name();
          }
          return here && found[0] == null;
        });
    return Optional.ofNullable(found[0]);
  }
}
