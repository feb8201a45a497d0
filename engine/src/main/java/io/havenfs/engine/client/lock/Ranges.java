package io.havenfs.engine.client.lock;

import java.util.ArrayList;
import java.util.List;

/**
 * The algebra of one holder's ranges. A holder's ranges are disjoint, and ranges of one kind never
 * touch: they are one. Pure.
 */
final class Ranges {
  /**
   * What changes: first {@code removed} go, then {@code added} come.
   *
   * @param removed ranges that were held and are not, as such, any more
   * @param added ranges to be held
   */
  record Edit(List<LockRange> removed, List<LockRange> added) {}

  private Ranges() {}

  /** Locks {@code wanted} on top of {@code held}: what it covers takes its kind. */
  static Edit lock(List<LockRange> held, LockRange wanted) {
    List<LockRange> removed = new ArrayList<>();
    List<LockRange> added = new ArrayList<>();
    long start = wanted.start();
    long last = wanted.last();
    for (LockRange range : held) {
      if (range.exclusive() == wanted.exclusive()) {
        if (range.overlaps(wanted) || range.touches(wanted)) {
          removed.add(range);
          start = Long.compareUnsigned(range.start(), start) < 0 ? range.start() : start;
          last = Long.compareUnsigned(range.last(), last) > 0 ? range.last() : last;
        }
      } else if (range.overlaps(wanted)) {
        removed.add(range);
        addRest(range, wanted, added);
      }
    }
    added.add(new LockRange(start, last, wanted.exclusive()));
    return new Edit(removed, added);
  }

  /** Unlocks all bytes of {@code area}, whatever their kind. */
  static Edit unlock(List<LockRange> held, LockRange area) {
    List<LockRange> removed = new ArrayList<>();
    List<LockRange> added = new ArrayList<>();
    for (LockRange range : held) {
      if (range.overlaps(area)) {
        removed.add(range);
        addRest(range, area, added);
      }
    }
    return new Edit(removed, added);
  }

  /** Adds what of {@code range} lies before and after {@code cut}. */
  private static void addRest(LockRange range, LockRange cut, List<LockRange> added) {
    if (Long.compareUnsigned(range.start(), cut.start()) < 0) {
      added.add(new LockRange(range.start(), cut.start() - 1, range.exclusive()));
    }
    if (Long.compareUnsigned(range.last(), cut.last()) > 0) {
      added.add(new LockRange(cut.last() + 1, range.last(), range.exclusive()));
    }
  }
}
