package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.Ask;
import io.havenfs.testkit.history.History;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request for a lock, until it is had, refused, or not wanted any more. As Linux does it: who is
 * told to wait asks again now and then; a lock that was given before the service said that it lost
 * its state is asked for again.
 */
final class LockAttempt {
  private static final long MILLI = 1_000_000;
  private static final long LATER = 100 * MILLI;
  private static final long POLL_MIN = 500 * MILLI;
  private static final long POLL_MAX = 3_000 * MILLI;
  private static final long AGAIN = 50 * MILLI;

  private final Lockd lockd;
  private final HostLock lock;
  private final String opener;
  private final boolean block;
  private final Consumer<Answer> onAnswer;
  private final long began;
  private long ended = Long.MAX_VALUE;
  private long sentAt;
  private int sentUnder;
  private boolean inFlight;
  private boolean blocked;

  /** Whether it was granted by a call while another request was under way. */
  private boolean called;

  private boolean agreesWhileLeaving;
  private boolean abandoned;
  private boolean done;
  private History<Ask, Answer>.@Nullable Asked retreat;

  LockAttempt(Lockd lockd, HostLock lock, String opener, boolean block, Consumer<Answer> onAnswer) {
    this.lockd = lockd;
    this.lock = lock;
    this.opener = opener;
    this.block = block;
    this.onAnswer = onAnswer;
    began = lockd.now();
  }

  HostLock lock() {
    return lock;
  }

  String opener() {
    return opener;
  }

  long began() {
    return began;
  }

  /** Whether it may have been granted before a loss of state, without having heard of it. */
  boolean wasUnderWay(long loss) {
    return began < loss && loss < ended;
  }

  private boolean isOver() {
    return done || abandoned;
  }

  void send() {
    if (isOver()) {
      return;
    }
    sentAt = lockd.now();
    sentUnder = lockd.serverState();
    inFlight = true;
    blocked = false;
    lockd.sendLock(
        lock,
        block,
        status -> {
          inFlight = false;
          answered(status);
        });
  }

  private void answered(int status) {
    switch (status) {
      case NlmCalls.GRANTED -> granted();
      case NlmCalls.BLOCKED -> blocked();
      case NlmCalls.GRACE -> {
        called = false;
        lockd.after(LATER, this::send);
      }
      case NlmCalls.DENIED, NlmCalls.DEADLOCK -> finish(Answer.of(Outcome.DENIED));
      case NlmCalls.STALE -> finish(Answer.of(Outcome.STALE));
      default -> finish(Answer.refused(Outcome.STRANGE, status));
    }
  }

  private void blocked() {
    if (called) {
      granted();
      return;
    }
    blocked = true;
    lockd.after(lockd.between(POLL_MIN, POLL_MAX), this::poll);
  }

  private void poll() {
    if (blocked && !inFlight && retreat == null) {
      send();
    }
  }

  /** The service has lost its state: nobody there knows any more who waits. */
  void serviceRestarted() {
    poll();
  }

  private void granted() {
    lockd.onceRecovered(
        () -> {
          if (isOver()) {
            return;
          }
          if (sentUnder != lockd.serverState()) {
            called = false;
            send();
            return;
          }
          lockd.has(new Hold(lock, opener, sentAt));
          finish(Answer.of(Outcome.DONE));
        });
  }

  /** The service calls to say that the lock is there. Returns whether it is wanted. */
  boolean granted(HostLock granted) {
    if (isOver() || !block || !granted.equals(lock)) {
      return false;
    }
    if (retreat != null) {
      return agreesWhileLeaving;
    }
    if (inFlight) {
      called = true;
    } else if (blocked) {
      blocked = false;
      granted();
    } else {
      return called;
    }
    return true;
  }

  /** Does not want to wait any longer. */
  void giveUp() {
    if (isOver() || retreat != null) {
      return;
    }
    if (inFlight || !blocked) {
      lockd.after(AGAIN, this::giveUp);
      return;
    }
    agreesWhileLeaving = lockd.chance();
    retreat = lockd.asks(lock, opener);
    cancel();
  }

  private void cancel() {
    lockd.sendCancel(
        lock,
        status -> {
          if (status == NlmCalls.GRACE) {
            lockd.after(LATER, this::cancel);
          } else {
            left();
          }
        });
  }

  /** The host restarts, and nobody waits any more. */
  void abandon() {
    abandoned = true;
    retreat = lockd.asks(lock, opener);
  }

  /** It is known that it waits no more. */
  void left() {
    History<Ask, Answer>.Asked leaving = retreat;
    if (leaving != null) {
      leaving.answered(Answer.of(Outcome.DONE));
    }
    finish(Answer.of(Outcome.GIVEN_UP));
  }

  private void finish(Answer answer) {
    done = true;
    ended = lockd.now();
    lockd.over(this);
    onAnswer.accept(answer);
  }
}
