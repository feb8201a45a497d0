package io.havenfs.nfs.exports;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All exports. Immutable; two of them have neither the same path nor the same number. */
public final class ExportTable {
  /** Nothing is exported. */
  public static final ExportTable EMPTY = new ExportTable(List.of());

  private final List<Export> byPath;
  private final Map<ExportPath, Export> paths = new HashMap<>();
  private final List<Export> byFsid;
  private final int[] fsids;
  private final boolean needsClientNames;

  /**
   * A table of {@code exports}.
   *
   * @throws IllegalArgumentException when two have the same path or the same number
   */
  public ExportTable(List<Export> exports) {
    byPath = exports.stream().sorted(Comparator.comparing(Export::path)).toList();
    byFsid = exports.stream().sorted(Comparator.comparingInt(Export::fsid)).toList();
    fsids = byFsid.stream().mapToInt(Export::fsid).toArray();
    needsClientNames = exports.stream().anyMatch(Export::needsClientNames);
    for (Export export : byPath) {
      if (paths.put(export.path(), export) != null) {
        throw new IllegalArgumentException(export.path() + " is exported twice");
      }
    }
    for (int i = 1; i < fsids.length; i++) {
      if (fsids[i - 1] == fsids[i]) {
        throw new IllegalArgumentException(collision(byFsid.get(i - 1).path(), byFsid.get(i)));
      }
    }
  }

  static String collision(ExportPath one, Export other) {
    return "%s and %s have the same fsid %s: give one of them another with fsid="
        .formatted(one, other.path(), Integer.toUnsignedString(other.fsid()));
  }

  /** All exports, by path. */
  public List<Export> exports() {
    return byPath;
  }

  /** The export of exactly this path. */
  public Optional<Export> export(ExportPath path) {
    return Optional.ofNullable(paths.get(path));
  }

  /** The export with this number. */
  public Optional<Export> export(int fsid) {
    int index = indexOf(fsid);
    return index < 0 ? Optional.empty() : Optional.of(byFsid.get(index));
  }

  /** The innermost export that holds {@code path}. */
  public Optional<Export> covering(ExportPath path) {
    // Those that cover a path sort from the outermost to the innermost.
    return byPath.stream().filter(each -> each.path().covers(path)).reduce((outer, inner) -> inner);
  }

  /** Names of hosts in rules, to be resolved. */
  Set<String> hostNames() {
    Set<String> names = new HashSet<>();
    for (Export export : byPath) {
      for (ClientRule rule : export.rules()) {
        if (rule.client() instanceof ClientPattern.Host host) {
          names.add(host.name());
        }
      }
    }
    return names;
  }

  boolean needsClientNames() {
    return needsClientNames;
  }

  /** A position in {@link #at}, negative when there is no such export. */
  int indexOf(int fsid) {
    return Arrays.binarySearch(fsids, fsid);
  }

  Export at(int index) {
    return byFsid.get(index);
  }

  int size() {
    return fsids.length;
  }
}
