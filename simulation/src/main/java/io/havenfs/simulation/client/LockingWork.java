package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a lane asks for that locks over NLM: files, and a few locks at a time in any of them. */
final class LockingWork implements Tasks {
  private static final int LOCK_UNITS = 3;
  private static final int MOST_LOCKS = 3;

  private final String lane;
  private final Work files;
  private final Lockd lockd;
  private final Handles handles;
  private final RandomGenerator random;

  LockingWork(String lane, Work files, Lockd lockd, Handles handles, RandomGenerator random) {
    this.lane = lane;
    this.files = files;
    this.lockd = lockd;
    this.handles = handles;
    this.random = random;
  }

  @Override
  public Ask next(boolean stateful) {
    List<HostLock> held = lockd.held(lane);
    if (!held.isEmpty() && random.nextInt(3) == 0) {
      return release(held.get(random.nextInt(held.size())));
    }
    return handles.any() && random.nextInt(5) < 3 ? lock(held) : files.next(false);
  }

  private Ask lock(List<HostLock> held) {
    long file = handles.pick(random);
    int unit = random.nextInt(LOCK_UNITS);
    String opener = lockd.restarts().opener(lane);
    boolean mine = held.stream().anyMatch(lock -> lock.file() == file && lock.unit() == unit);
    if (mine || held.size() == MOST_LOCKS || random.nextInt(6) == 0) {
      return new Ask.TestLock(file, unit, opener);
    }
    return random.nextInt(3) == 0 || !lockd.mayWait(lane, file, unit)
        ? new Ask.TryLock(file, unit, opener)
        : new Ask.Await(file, unit, opener);
  }

  private Ask release(HostLock lock) {
    return new Ask.Release(lock.file(), lock.unit(), lockd.restarts().opener(lane));
  }

  @Override
  public void done(Ask what, Answer answer) {}

  @Override
  public Optional<Ask> last() {
    return lockd.held(lane).stream().findFirst().map(this::release);
  }
}
