package io.havenfs.simulation.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of the model; immutable. */
public final class FsState {
  /** A new service: no file. */
  public static final FsState EMPTY = new FsState(Map.of(), Map.of(), Locks.NONE);

  /** Stands for a unit of which nobody knows what it holds before it is read. */
  private static final long ANYTHING = -2;

  private final Map<String, Long> names;
  private final Map<Long, File> files;
  private final Locks locks;
  private final int hash;

  private FsState(Map<String, Long> names, Map<Long, File> files, Locks locks) {
    this.names = names;
    this.files = files;
    this.locks = locks;
    hash = Objects.hash(names, files, locks);
  }

  /**
   * A file.
   *
   * @param links how many names it has
   * @param openers who has it open
   * @param units what it holds
   * @param sure its size is on stable storage up to this
   * @param doubtful whether it may have become shorter, down to that
   */
  record File(int links, Set<String> openers, List<Long> units, int sure, boolean doubtful) {
    static final File NEW = new File(1, Set.of(), List.of(), 0, false);

    File withLinks(int count) {
      return new File(count, openers, units, sure, doubtful);
    }

    private File withUnits(List<Long> now) {
      return new File(links, openers, now, sure, doubtful);
    }

    private File withSize(int surely, boolean doubt) {
      return new File(links, openers, units, surely, doubt && surely < units.size());
    }

    File opened(String opener) {
      Set<String> now = new HashSet<>(openers);
      now.add(opener);
      return new File(links, now, units, sure, doubtful);
    }

    File closed(String opener) {
      Set<String> now = new HashSet<>(openers);
      now.remove(opener);
      return new File(links, now, units, sure, doubtful);
    }

    boolean isGone() {
      return links == 0 && openers.isEmpty();
    }

    File written(Ask.Write write) {
      int end = write.from() + write.count();
      File now = extended(end);
      List<Long> filled = new ArrayList<>(now.units);
      for (int unit = write.from(); unit < end; unit++) {
        filled.set(unit, write.tag());
      }
      File after = now.withUnits(filled);
      return write.stable() ? after.withSize(Math.max(sure, end), after.doubtful) : after;
    }

    /** At least so long, but not on stable storage. */
    File extended(int size) {
      return size < units.size() ? this : withUnits(resized(units, size)).withSize(sure, false);
    }

    File resized(int size) {
      return withUnits(resized(units, size)).withSize(size, false);
    }

    File committed() {
      return doubtful ? this : withSize(units.size(), false);
    }

    /** What it is known to be when it was seen to have this size; nothing if that cannot be. */
    Optional<File> sized(int size) {
      return size == units.size() || mayEndAt(size) ? Optional.of(cut(size)) : Optional.empty();
    }

    /** What the file is known to be when {@code seen} was read; nothing if that cannot be. */
    Optional<File> read(int from, int count, List<Long> seen) {
      return ended(from, count, seen.size()).flatMap(now -> now.sameAs(from, seen));
    }

    private Optional<File> ended(int from, int count, int seen) {
      int end = from + seen;
      boolean whole = seen == count;
      if (seen == Math.clamp(units.size() - from, 0, count)) {
        return Optional.of(whole || seen == 0 ? this : cut(end));
      }
      return !whole && mayEndAt(end) ? Optional.of(cut(end)) : Optional.empty();
    }

    /** Whether it may have become shorter than it was, by so much. */
    private boolean mayEndAt(int size) {
      return doubtful && size >= sure && size < units.size();
    }

    /** It ends there, and did before anybody looked. */
    private File cut(int size) {
      return withUnits(resized(units, size)).withSize(sure, false);
    }

    private Optional<File> sameAs(int from, List<Long> seen) {
      List<Long> now = new ArrayList<>(units);
      for (int i = 0; i < seen.size(); i++) {
        if (now.set(from + i, seen.get(i)) != ANYTHING
            && !seen.get(i).equals(units.get(from + i))) {
          return Optional.empty();
        }
      }
      return Optional.of(withUnits(now));
    }

    File withoutTrustIn(Set<Long> tags) {
      List<Long> now = units.stream().map(tag -> tags.contains(tag) ? ANYTHING : tag).toList();
      return withUnits(now).withSize(sure, true);
    }

    private static List<Long> resized(List<Long> units, int size) {
      List<Long> now = new ArrayList<>(units.subList(0, Math.min(size, units.size())));
      now.addAll(Collections.nCopies(size - now.size(), 0L));
      return now;
    }
  }

  @Nullable Long named(String name) {
    return names.get(name);
  }

  @Nullable File file(long id) {
    return files.get(id);
  }

  Set<String> names() {
    return names.keySet();
  }

  Locks locks() {
    return locks;
  }

  FsState withLocks(Locks now) {
    return new FsState(names, files, now);
  }

  FsState withName(String name, long file) {
    Map<String, Long> now = new HashMap<>(names);
    now.put(name, file);
    return new FsState(now, files, locks);
  }

  FsState withoutName(String name) {
    Map<String, Long> now = new HashMap<>(names);
    now.remove(name);
    return new FsState(now, files, locks);
  }

  /** The file is {@code file} now; one without names and openers is gone. */
  FsState withFile(long id, File file) {
    Map<Long, File> now = new HashMap<>(files);
    if (file.isGone()) {
      now.remove(id);
    } else {
      now.put(id, file);
    }
    return new FsState(names, now, locks);
  }

  /** Units that hold one of {@code tags} may hold anything. */
  FsState withoutTrustIn(Set<Long> tags) {
    Map<Long, File> now = new HashMap<>(files);
    now.replaceAll((_, file) -> file.withoutTrustIn(tags));
    return new FsState(names, now, locks);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FsState that
        && hash == that.hash
        && names.equals(that.names)
        && files.equals(that.files)
        && locks.equals(that.locks);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return names + " " + files + " " + locks;
  }
}
