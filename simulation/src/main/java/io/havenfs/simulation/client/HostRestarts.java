package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.Ask;
import io.havenfs.testkit.history.History;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The restarts of a host. After one it works on at once, under a larger state number; the word of
 * it (SM_NOTIFY) comes later, and twice.
 */
final class HostRestarts {
  private static final long MILLI = 1_000_000;
  private static final long FIRST_MIN = 300 * MILLI;
  private static final long FIRST_MAX = 8_000 * MILLI;
  private static final long WORD_MAX = 3_000 * MILLI;
  private static final int STEP = 2;
  private static final int MOST = 2;

  private final Lockd lockd;
  private final NlmCalls calls;
  private final Set<String> lanes = new HashSet<>();
  private final Deque<Runnable> parked = new ArrayDeque<>();
  private int state;
  private int count;
  private boolean due;
  private boolean repeating;
  private @Nullable Restart going;

  private record Restart(History<Ask, Answer>.Asked asked, Lockd.Before before) {}

  HostRestarts(Lockd lockd, NlmCalls calls, int state) {
    this.lockd = lockd;
    this.calls = calls;
    this.state = state;
  }

  /** Half of the hosts restart. */
  void start() {
    if (lockd.chance()) {
      plan();
    }
  }

  private void plan() {
    if (count < MOST) {
      lockd.after(
          lockd.between(FIRST_MIN, FIRST_MAX),
          () -> {
            due = true;
            perhaps();
          });
    }
  }

  int state() {
    return state;
  }

  boolean isOver() {
    return !due && going == null && !repeating;
  }

  /** By what a lane is known until the next restart. */
  String opener(String lane) {
    lanes.add(lane);
    return lane + "#" + count;
  }

  /** Goes on with {@code task}, after the restart if one is due. */
  void whenUp(Runnable task) {
    if (due) {
      parked.add(task);
      perhaps();
    } else {
      task.run();
    }
  }

  /** Restarts, if that is due and nothing is under way. */
  void perhaps() {
    if (!due || going != null || repeating || !lockd.isIdle()) {
      return;
    }
    due = false;
    Set<String> openers = new HashSet<>();
    lanes.forEach(lane -> openers.add(opener(lane)));
    count++;
    state += STEP;
    lockd.trace("restarts as " + state);
    going = new Restart(lockd.asks(new Ask.Restart(openers)), lockd.forget());
    int now = state;
    lockd.after(lockd.between(0, WORD_MAX), () -> calls.restarted(now, () -> heard(now)));
    repeating = true;
    lockd.after(lockd.between(0, 2 * WORD_MAX), () -> calls.restarted(now, this::repeated));
    List<Runnable> tasks = List.copyOf(parked);
    parked.clear();
    tasks.forEach(Runnable::run);
  }

  private void repeated() {
    repeating = false;
    plan();
    perhaps();
  }

  /** The service has taken note of this state. */
  void heard(int of) {
    Restart restart = going;
    if (restart == null || of != state) {
      return;
    }
    going = null;
    restart.asked().answered(Answer.of(Outcome.DONE));
    restart.before().held().forEach(hold -> hold.ended(lockd.now()));
    restart.before().waiting().forEach(LockAttempt::left);
    perhaps();
  }
}
