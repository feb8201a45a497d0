package io.havenfs.simulation.model;

import io.havenfs.simulation.model.Answer.Outcome;
import java.util.Optional;

/**
 * The model of what hosts without leases lock (NLM): a file is locked without having been opened,
 * and is there as long as it is locked.
 */
final class HostLocks {
  private HostLocks() {}

  static Optional<FsState> after(FsState state, Ask.HostAsk asked, Answer answer) {
    return switch (asked) {
      case Ask.Await await -> await(state, await, answer);
      case Ask.TryLock lock -> tryLock(state, lock, answer);
      case Ask.TestLock test -> test(state, test, answer);
      case Ask.Release release ->
          FsModel.expect(state, answer, Outcome.DONE)
              .map(same -> released(same, release.file(), release.unit(), release.opener()));
      case Ask.Retreat retreat -> retreat(state, retreat);
      case Ask.Restart restart -> Optional.of(restarted(state, restart));
    };
  }

  private static Optional<FsState> await(FsState state, Ask.Await asked, Answer answer) {
    boolean gone = state.file(asked.file()) == null;
    boolean barred = state.locks().bars(asked.file(), asked.unit(), asked.opener());
    return switch (answer.outcome()) {
      case DONE ->
          gone || barred
              ? Optional.empty()
              : Optional.of(locked(state, asked.file(), asked.unit(), asked.opener()));
      case DENIED -> !gone && barred ? Optional.of(state) : Optional.empty();
      case STALE -> gone ? Optional.of(state) : Optional.empty();
      case GIVEN_UP -> Optional.of(leaving(state, asked.file(), asked.unit(), asked.opener()));
      default -> Optional.empty();
    };
  }

  /** Whoever leaves has got the lock before, perhaps: if it was free. */
  private static FsState leaving(FsState state, long file, int unit, String opener) {
    boolean inVain = state.file(file) == null || state.locks().bars(file, unit, opener);
    FsState now = inVain ? state : locked(state, file, unit, opener);
    return now.withLocks(now.locks().leaving(file, unit, opener));
  }

  /** Leaves nothing behind. */
  private static Optional<FsState> retreat(FsState state, Ask.Retreat asked) {
    if (!state.locks().isLeaving(asked.file(), asked.unit(), asked.opener())) {
      return Optional.empty();
    }
    FsState now = state.withLocks(state.locks().left(asked.file(), asked.unit(), asked.opener()));
    return Optional.of(released(now, asked.file(), asked.unit(), asked.opener()));
  }

  private static Optional<FsState> tryLock(FsState state, Ask.TryLock asked, Answer answer) {
    if (answer.outcome() == Outcome.GIVEN_UP) {
      return Optional.of(leaving(state, asked.file(), asked.unit(), asked.opener()));
    }
    if (state.file(asked.file()) == null) {
      return FsModel.expect(state, answer, Outcome.STALE);
    }
    if (state.locks().bars(asked.file(), asked.unit(), asked.opener())) {
      return FsModel.expect(state, answer, Outcome.DENIED);
    }
    return FsModel.expect(state, answer, Outcome.DONE)
        .map(same -> locked(same, asked.file(), asked.unit(), asked.opener()));
  }

  private static Optional<FsState> test(FsState state, Ask.TestLock asked, Answer answer) {
    if (state.file(asked.file()) == null) {
      return FsModel.expect(state, answer, Outcome.STALE);
    }
    boolean barred = state.locks().bars(asked.file(), asked.unit(), asked.opener());
    return FsModel.expect(state, answer, barred ? Outcome.DENIED : Outcome.DONE);
  }

  private static FsState locked(FsState state, long id, int unit, String opener) {
    FsState.File file = state.file(id);
    FsState now = state.withLocks(state.locks().with(id, unit, opener));
    return file == null ? now : now.withFile(id, file.opened(opener));
  }

  private static FsState released(FsState state, long id, int unit, String opener) {
    FsState now = state.withLocks(state.locks().without(id, unit, opener));
    FsState.File file = now.file(id);
    return file == null || now.locks().holdsAny(id, opener)
        ? now
        : now.withFile(id, file.closed(opener));
  }

  private static FsState restarted(FsState state, Ask.Restart asked) {
    FsState now = state;
    for (var lock : state.locks().held().entrySet()) {
      if (asked.openers().contains(lock.getValue())) {
        now = released(now, lock.getKey().file(), lock.getKey().number(), lock.getValue());
      }
    }
    return now;
  }
}
