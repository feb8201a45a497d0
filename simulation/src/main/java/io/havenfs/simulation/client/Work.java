package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** What a lane asks for: names and files that it shares with others, and names of its own. */
final class Work implements Tasks {
  private static final int SHARED_NAMES = 5;
  private static final int FILE_UNITS = 12;
  private static final int WRITE_UNITS = 5;
  private static final int LOCK_UNITS = 3;

  private final String lane;
  private final long tags;
  private final Handles handles;
  private final RandomGenerator random;
  private final SortedSet<Integer> locked = new TreeSet<>();
  private final boolean closesAtEnd;
  private long openFile;
  private int number;

  /**
   * @param lane the lane's name, unique
   * @param laneNumber its number, unique
   * @param closesAtEnd whether it keeps nothing open or locked in the end
   */
  Work(String lane, int laneNumber, Handles handles, RandomGenerator random, boolean closesAtEnd) {
    this.lane = lane;
    this.tags = ((long) laneNumber + 1) << 32;
    this.handles = handles;
    this.random = random;
    this.closesAtEnd = closesAtEnd;
  }

  @Override
  public Ask next(boolean stateful) {
    if (openFile != 0 && random.nextInt(3) > 0) {
      return withOpenFile();
    }
    if (stateful && openFile == 0 && random.nextInt(3) == 0) {
      return new Ask.Open(sharedName(), lane);
    }
    return handles.any() && random.nextBoolean() ? onFile() : onName(stateful);
  }

  @Override
  public void done(Ask what, Answer answer) {
    switch (what) {
      case Ask.Create create when !create.opener().isEmpty() -> opened(answer.file());
      case Ask.Open open -> opened(answer.file());
      case Ask.Close close -> opened(0);
      case Ask.Lock lock -> locked.add(lock.unit());
      case Ask.Unlock unlock -> locked.remove(unlock.unit());
      default -> {}
    }
  }

  @Override
  public Optional<Ask> last() {
    return closesAtEnd && openFile != 0
        ? Optional.of(new Ask.Close(openFile, lane))
        : Optional.empty();
  }

  private void opened(long file) {
    openFile = file;
    locked.clear();
  }

  private String sharedName() {
    return "shared" + random.nextInt(SHARED_NAMES);
  }

  private String ownName() {
    return lane + "-" + ++number;
  }

  private String someName() {
    return random.nextInt(4) == 0 ? ownName() : sharedName();
  }

  private Ask onName(boolean stateful) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> create(stateful);
      case 4, 5 -> new Ask.Lookup(sharedName());
      case 6 -> new Ask.Names();
      case 7, 8 -> new Ask.Remove(sharedName());
      default -> new Ask.Rename(sharedName(), someName());
    };
  }

  /** With a file open already, one that exists is only looked up: one open at a time. */
  private Ask create(boolean stateful) {
    if (stateful && openFile != 0) {
      return new Ask.Lookup(sharedName());
    }
    return new Ask.Create(someName(), stateful ? lane : "");
  }

  private Ask onFile() {
    long file = handles.pick(random);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> write(file);
      case 3, 4 -> read(file);
      case 5, 6 -> new Ask.Attributes(file);
      case 7 -> new Ask.Resize(file, random.nextInt(FILE_UNITS));
      case 8 -> new Ask.Commit(file);
      default -> new Ask.Link(file, someName());
    };
  }

  private Ask withOpenFile() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> write(openFile);
      case 2, 3 -> read(openFile);
      case 4, 5, 6 -> new Ask.Lock(openFile, random.nextInt(LOCK_UNITS), lane);
      case 7 -> unlock();
      case 8 -> new Ask.Commit(openFile);
      default -> new Ask.Close(openFile, lane);
    };
  }

  private Ask unlock() {
    return locked.isEmpty() ? read(openFile) : new Ask.Unlock(openFile, locked.first(), lane);
  }

  private Ask write(long file) {
    int from = random.nextInt(FILE_UNITS);
    int count = random.nextInt(1, WRITE_UNITS + 1);
    return new Ask.Write(
        file, from, Math.min(count, FILE_UNITS - from), tags + ++number, random.nextBoolean());
  }

  private Ask read(long file) {
    return new Ask.Read(file, 0, FILE_UNITS);
  }
}
