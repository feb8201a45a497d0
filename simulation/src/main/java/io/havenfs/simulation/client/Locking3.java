package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Ask;

/** NFSv3 with locks over NLM, as a lane speaks both. */
final class Locking3 implements Protocol {
  private final Version3 files;
  private final Lockd lockd;
  private final String lane;

  Locking3(Version3 files, Lockd lockd, String lane) {
    this.files = files;
    this.lockd = lockd;
    this.lane = lane;
  }

  @Override
  public void start(Runnable ready) {
    files.start(ready);
  }

  @Override
  public boolean hasState() {
    return false;
  }

  @Override
  public void whenUp(Runnable task) {
    lockd.restarts().whenUp(task);
  }

  @Override
  public void ask(Ask what, OnAnswer onAnswer) {
    switch (what) {
      case Ask.Await lock -> lock(lock.file(), lock.unit(), lock.opener(), true, onAnswer);
      case Ask.TryLock lock -> lock(lock.file(), lock.unit(), lock.opener(), false, onAnswer);
      case Ask.TestLock test ->
          lockd.test(lane, test.file(), test.unit(), answer -> onAnswer.accept(answer, 1));
      case Ask.Release release ->
          lockd.unlock(lane, release.file(), release.unit(), answer -> onAnswer.accept(answer, 1));
      default -> {
        lockd.begins();
        files.ask(
            what,
            (answer, sendings) -> {
              onAnswer.accept(answer, sendings);
              lockd.ends();
            });
      }
    }
  }

  private void lock(long file, int unit, String opener, boolean block, OnAnswer onAnswer) {
    lockd.lock(lane, file, unit, opener, block, answer -> onAnswer.accept(answer, 1));
  }
}
