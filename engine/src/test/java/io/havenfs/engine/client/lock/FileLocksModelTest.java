package io.havenfs.engine.client.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.engine.client.fake.RowTransaction;
import io.havenfs.testkit.seeded.Seeded;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random locking by several holders, compared with an array that has a cell for every byte. */
final class FileLocksModelTest {
  private static final int BYTES = 24;
  private static final int HOLDERS = 3;
  private static final long FILE = 7;

  /** Where the window of bytes lies: at the beginning, across the sign, and at the very end. */
  private static final long[] WINDOWS = {0, Long.MAX_VALUE - 10, LockRange.END - (BYTES - 1)};

  private enum Cell {
    FREE,
    SHARED,
    EXCLUSIVE
  }

  private static final class Run {
    private final RowTransaction tx = new RowTransaction();
    private final FileLocks locks = new FileLocks(1000);
    private final Cell[][] model = new Cell[HOLDERS + 1][BYTES];
    private final RandomGenerator random;
    private final long window;

    Run(RandomGenerator random) {
      this.random = random;
      this.window = WINDOWS[random.nextInt(WINDOWS.length)];
      for (Cell[] cells : model) {
        Arrays.fill(cells, Cell.FREE);
      }
    }

    void step() {
      int holder = 1 + random.nextInt(HOLDERS);
      int first = random.nextInt(BYTES);
      int last = first + random.nextInt(BYTES - first);
      boolean exclusive = random.nextBoolean();
      LockRange range = new LockRange(window + first, window + last, exclusive);
      if (random.nextInt(3) == 0) {
        locks.unlock(tx, FILE, holder, range);
        Arrays.fill(model[holder], first, last + 1, Cell.FREE);
      } else {
        lock(holder, first, last, range);
      }
      for (int each = 1; each <= HOLDERS; each++) {
        compare(each);
      }
    }

    private void lock(int holder, int first, int last, LockRange range) {
      Optional<Conflict> conflict = locks.conflict(tx, FILE, other -> other != holder, range);
      assertThat(conflict.isPresent()).isEqualTo(modelConflicts(holder, first, last, range));
      conflict.ifPresent(found -> assertThat(found.range().conflicts(range)).isTrue());
      if (conflict.isEmpty()) {
        locks.lock(tx, FILE, holder, range);
        Arrays.fill(
            model[holder], first, last + 1, range.exclusive() ? Cell.EXCLUSIVE : Cell.SHARED);
      }
    }

    private boolean modelConflicts(int holder, int first, int last, LockRange range) {
      for (int other = 1; other <= HOLDERS; other++) {
        for (int at = first; other != holder && at <= last; at++) {
          Cell cell = model[other][at];
          if (cell == Cell.EXCLUSIVE || (cell == Cell.SHARED && range.exclusive())) {
            return true;
          }
        }
      }
      return false;
    }

    /** The rows say what the cells say, in as few ranges as can be, in order. */
    private void compare(int holder) {
      Cell[] cells = new Cell[BYTES];
      Arrays.fill(cells, Cell.FREE);
      List<LockRange> held = locks.held(tx, FILE, holder);
      for (LockRange range : held) {
        Cell cell = range.exclusive() ? Cell.EXCLUSIVE : Cell.SHARED;
        Arrays.fill(cells, (int) (range.start() - window), (int) (range.last() - window) + 1, cell);
      }
      assertThat(cells).isEqualTo(model[holder]);
      assertThat(held).hasSize(runs(model[holder]));
      assertThat(locks.holds(tx, FILE, holder)).isEqualTo(!held.isEmpty());
    }

    private static int runs(Cell[] cells) {
      int runs = 0;
      Cell before = Cell.FREE;
      for (Cell cell : cells) {
        runs += cell != Cell.FREE && cell != before ? 1 : 0;
        before = cell;
      }
      return runs;
    }
  }

  @Test
  void rangesBehaveLikeBytes() {
    Seeded.run(
        300,
        random -> {
          Run run = new Run(random);
          for (int i = 0; i < 60; i++) {
            run.step();
          }
        });
  }
}
