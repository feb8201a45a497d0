package io.havenfs.simulation.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who has what locked. Immutable.
 *
 * @param held who has locked a unit
 * @param leaving who has stopped waiting for a unit and has not heard yet that this was noted
 */
record Locks(Map<Unit, String> held, Set<Leaving> leaving) {
  static final Locks NONE = new Locks(Map.of(), Set.of());

  Locks {
    held = Map.copyOf(held);
    leaving = Set.copyOf(leaving);
  }

  /** A unit of a file. */
  record Unit(long file, int number) {}

  /** Whoever waited for a unit. */
  record Leaving(Unit unit, String owner) {}

  @Nullable String holder(long file, int unit) {
    return held.get(new Unit(file, unit));
  }

  /** Whether somebody else than {@code owner} has it. */
  boolean bars(long file, int unit, String owner) {
    String holder = holder(file, unit);
    return holder != null && !holder.equals(owner);
  }

  boolean holdsAny(long file, String owner) {
    return held.entrySet().stream()
        .anyMatch(lock -> lock.getKey().file == file && lock.getValue().equals(owner));
  }

  Locks with(long file, int unit, String owner) {
    Map<Unit, String> now = new HashMap<>(held);
    now.put(new Unit(file, unit), owner);
    return new Locks(now, leaving);
  }

  Locks without(long file, int unit, String owner) {
    return without((lock, holder) -> lock.equals(new Unit(file, unit)) && holder.equals(owner));
  }

  /** Without all that the owner has in the file. */
  Locks without(long file, String owner) {
    return without((lock, holder) -> lock.file == file && holder.equals(owner));
  }

  Locks without(BiPredicate<Unit, String> which) {
    Map<Unit, String> now = new HashMap<>(held);
    now.entrySet().removeIf(lock -> which.test(lock.getKey(), lock.getValue()));
    return new Locks(now, leaving);
  }

  Locks leaving(long file, int unit, String owner) {
    Set<Leaving> now = new HashSet<>(leaving);
    now.add(new Leaving(new Unit(file, unit), owner));
    return new Locks(held, now);
  }

  boolean isLeaving(long file, int unit, String owner) {
    return leaving.contains(new Leaving(new Unit(file, unit), owner));
  }

  Locks left(long file, int unit, String owner) {
    Set<Leaving> now = new HashSet<>(leaving);
    now.remove(new Leaving(new Unit(file, unit), owner));
    return new Locks(held, now);
  }
}
