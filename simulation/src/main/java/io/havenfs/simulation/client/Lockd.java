package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.Ask;
import io.havenfs.simulation.report.Violation;
import io.havenfs.simulation.rpc.CallMessage;
import io.havenfs.testkit.history.History;
import io.havenfs.testkit.history.Operation;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A client's lock manager and status monitor. It restarts now and then, with whatever it had: only
 * when no call is under way, since a restart is not undone by what was sent before it.
 */
final class Lockd {
  private static final long MILLI = 1_000_000;
  private static final long LATER = 100 * MILLI;
  private static final long GIVE_UP_MIN = 50 * MILLI;
  private static final long GIVE_UP_MAX = 4_000 * MILLI;

  private final String name;
  private final SimulatedProcess process;
  private final NlmCalls calls;
  private final RandomGenerator random;
  private final LongSupplier clock;
  private final History<Ask, Answer> history;
  private final Losses losses;
  private final Consumer<String> trace;
  private final HostRestarts restarts;
  private final List<Hold> all = new ArrayList<>();
  private final List<Hold> held = new ArrayList<>();
  private final List<LockAttempt> attempts = new ArrayList<>();
  private final List<LockAttempt> waiting = new ArrayList<>();
  private final Map<String, Session> sessions = new HashMap<>();
  private final Deque<Runnable> afterRecovery = new ArrayDeque<>();
  private int outstanding;
  private int serverState;
  private boolean recovering;
  private int lastSvid;

  /** From when a lane has nothing until it has nothing again. */
  private record Session(int svid, Set<HostLock> waited) {}

  Lockd(
      String name,
      SimulatedProcess process,
      NlmCalls calls,
      RandomGenerator random,
      SimulatedClient.Shared shared) {
    this.name = name;
    this.process = process;
    this.calls = calls;
    this.random = random;
    clock = shared.clock();
    history = shared.history();
    losses = shared.losses();
    trace = shared.trace();
    restarts = new HostRestarts(this, calls, random.nextInt(1, 1 << 20) * 2 + 1);
  }

  long now() {
    return clock.getAsLong();
  }

  int serverState() {
    return serverState;
  }

  boolean chance() {
    return random.nextBoolean();
  }

  long between(long least, long most) {
    return random.nextLong(least, most);
  }

  void after(long nanos, Runnable task) {
    process.after(nanos, task);
  }

  HostRestarts restarts() {
    return restarts;
  }

  void trace(String what) {
    trace.accept(name + " " + what);
  }

  History<Ask, Answer>.Asked asks(HostLock lock, String opener) {
    return history.ask(lock.lane(), new Ask.Retreat(lock.file(), lock.unit(), opener));
  }

  History<Ask, Answer>.Asked asks(Ask what) {
    return history.ask(name, what);
  }

  /** What a lane has, as far as the host knows. */
  List<HostLock> held(String lane) {
    return held.stream().map(Hold::lock).filter(lock -> lock.lane().equals(lane)).toList();
  }

  private Session session(String lane) {
    if (held(lane).isEmpty()) {
      sessions.put(lane, new Session(++lastSvid, new HashSet<>()));
    }
    return sessions.computeIfAbsent(lane, _ -> new Session(++lastSvid, new HashSet<>()));
  }

  /** Whether the lane may wait for the unit: not twice while it has anything. */
  boolean mayWait(String lane, long file, int unit) {
    Session session = sessions.get(lane);
    return held(lane).isEmpty()
        || session == null
        || !session.waited().contains(new HostLock(file, unit, lane, session.svid()));
  }

  void lock(
      String lane, long file, int unit, String opener, boolean block, Consumer<Answer> onAnswer) {
    Session session = session(lane);
    HostLock lock = new HostLock(file, unit, lane, session.svid());
    LockAttempt attempt = new LockAttempt(this, lock, opener, block, onAnswer);
    attempts.add(attempt);
    waiting.add(attempt);
    if (block) {
      session.waited().add(lock);
      if (random.nextInt(3) == 0) {
        after(between(GIVE_UP_MIN, GIVE_UP_MAX), attempt::giveUp);
      }
    }
    attempt.send();
  }

  void test(String lane, long file, int unit, Consumer<Answer> onAnswer) {
    Session session = session(lane);
    HostLock lock = new HostLock(file, unit, lane, session.svid());
    begins();
    calls.test(
        lock,
        status -> {
          ends();
          switch (status) {
            case NlmCalls.GRANTED -> onAnswer.accept(Answer.of(Outcome.DONE));
            case NlmCalls.DENIED -> onAnswer.accept(Answer.of(Outcome.DENIED));
            case NlmCalls.STALE -> onAnswer.accept(Answer.of(Outcome.STALE));
            case NlmCalls.GRACE -> after(LATER, () -> test(lane, file, unit, onAnswer));
            default -> onAnswer.accept(Answer.refused(Outcome.STRANGE, status));
          }
        });
  }

  /** The host takes note at once, and tells the service. */
  void unlock(String lane, long file, int unit, Consumer<Answer> onAnswer) {
    onceRecovered(
        () -> {
          HostLock lock = new HostLock(file, unit, lane, session(lane).svid());
          List<Hold> released = held.stream().filter(hold -> hold.lock().equals(lock)).toList();
          held.removeAll(released);
          unlock(lock, released, onAnswer);
        });
  }

  private void unlock(HostLock lock, List<Hold> released, Consumer<Answer> onAnswer) {
    begins();
    calls.unlock(
        lock,
        status -> {
          if (status == NlmCalls.GRACE) {
            after(LATER, () -> unlock(lock, released, onAnswer));
          } else {
            released.forEach(hold -> hold.ended(now()));
            onAnswer.accept(
                status == NlmCalls.GRANTED
                    ? Answer.of(Outcome.DONE)
                    : Answer.refused(Outcome.STRANGE, status));
          }
          ends();
        });
  }

  /** A call of a lane is under way. */
  void begins() {
    outstanding++;
  }

  /** It was answered. */
  void ends() {
    outstanding--;
    restarts.perhaps();
  }

  boolean isIdle() {
    return outstanding == 0 && !recovering;
  }

  /** Whether nothing is going on. */
  boolean isQuiet() {
    return isIdle() && waiting.isEmpty() && restarts.isOver();
  }

  void sendLock(HostLock lock, boolean block, IntConsumer onStatus) {
    begins();
    int state = restarts.state();
    calls.lock(
        lock,
        block,
        false,
        state,
        status -> {
          if (status <= NlmCalls.DEADLOCK && status != NlmCalls.GRACE) {
            restarts.heard(state);
          }
          onStatus.accept(status);
          ends();
        });
  }

  void sendCancel(HostLock lock, IntConsumer onStatus) {
    begins();
    calls.cancel(
        lock,
        status -> {
          onStatus.accept(status);
          ends();
        });
  }

  void has(Hold hold) {
    all.add(hold);
    held.add(hold);
  }

  void over(LockAttempt attempt) {
    waiting.remove(attempt);
  }

  /** What the host had and waited for before it restarted. */
  record Before(List<Hold> held, List<LockAttempt> waiting) {}

  Before forget() {
    Before before = new Before(List.copyOf(held), List.copyOf(waiting));
    held.clear();
    sessions.clear();
    waiting.forEach(LockAttempt::abandon);
    return before;
  }

  /** The service calls. */
  byte[] called(CallMessage call) {
    if (call.program() == NlmCalls.NSM) {
      notified(NlmCalls.notifiedState(call.arguments()));
      return new byte[0];
    }
    if (call.procedure() != NlmCalls.NLM_GRANTED) {
      return new byte[0];
    }
    NlmCalls.Grant grant = NlmCalls.Grant.read(call.arguments());
    boolean wanted =
        List.copyOf(waiting).stream().filter(each -> each.granted(grant.lock())).count() > 0;
    trace("is granted " + grant.lock() + (wanted ? "" : ", which it does not want"));
    return grant.answer(wanted ? NlmCalls.GRANTED : NlmCalls.DENIED);
  }

  private void notified(int state) {
    if (losses.times().isEmpty()) {
      throw new Violation(name + " is told of a loss of state, and there was none");
    }
    if (state == serverState) {
      return;
    }
    trace("hears that the service has lost its state, now " + state);
    serverState = state;
    if (!recovering) {
      recovering = true;
      reclaim(new ArrayDeque<>(held));
    }
  }

  void onceRecovered(Runnable task) {
    if (recovering) {
      afterRecovery.add(task);
    } else {
      task.run();
    }
  }

  private void reclaim(Deque<Hold> left) {
    Hold hold = left.poll();
    if (hold == null) {
      recovered();
      return;
    }
    long sentAt = now();
    int under = serverState;
    outstanding++;
    calls.lock(
        hold.lock(),
        false,
        true,
        restarts.state(),
        status -> {
          outstanding--;
          reclaimed(hold, status, sentAt);
          reclaim(under == serverState ? left : new ArrayDeque<>(held));
        });
  }

  private void reclaimed(Hold hold, int status, long sentAt) {
    trace("reclaims " + hold.lock() + ": " + status);
    if (status == NlmCalls.GRANTED) {
      hold.reclaimed(sentAt);
      return;
    }
    if (status != NlmCalls.STALE && losses.mustGiveBack(hold.askedAt(), now())) {
      throw new Violation(name + " is refused in grace what it had: " + hold.lock());
    }
    held.remove(hold);
    hold.ended(now());
  }

  private void recovered() {
    recovering = false;
    List<Runnable> tasks = List.copyOf(afterRecovery);
    afterRecovery.clear();
    tasks.forEach(Runnable::run);
    List.copyOf(waiting).forEach(LockAttempt::serviceRestarted);
    restarts.perhaps();
  }

  /**
   * What the service may have forgotten in its losses of state, as operations of its own: locks
   * that the host had and did not get back, and those that it was not told of.
   */
  List<Operation<Ask, Answer>> forgotten(long end) {
    List<Operation<Ask, Answer>> forgotten = new ArrayList<>();
    for (Hold hold : all) {
      losses.times().stream()
          .filter(hold::mayBeLostAt)
          .findFirst()
          .ifPresent(loss -> forgotten.add(lost(hold, loss, Math.min(end, hold.end()))));
    }
    for (Losses.Span span : losses.servedBefore()) {
      attempts.stream()
          .filter(attempt -> attempt.wasUnderWay(span.loss()))
          .forEach(attempt -> forgotten.addAll(unheard(attempt, span)));
    }
    return forgotten;
  }

  private static Operation<Ask, Answer> lost(Hold hold, long loss, long end) {
    HostLock lock = hold.lock();
    Ask release = new Ask.Release(lock.file(), lock.unit(), hold.opener());
    return new Operation<>("service", release, loss, Answer.of(Outcome.DONE), end);
  }

  private static List<Operation<Ask, Answer>> unheard(LockAttempt attempt, Losses.Span span) {
    HostLock lock = attempt.lock();
    long from = Math.max(attempt.began(), span.from());
    Ask had = new Ask.Await(lock.file(), lock.unit(), attempt.opener());
    Ask forgotten = new Ask.Retreat(lock.file(), lock.unit(), attempt.opener());
    return List.of(
        new Operation<>("service", had, from, Answer.of(Outcome.GIVEN_UP), span.loss()),
        new Operation<>("service", forgotten, from, Answer.of(Outcome.DONE), span.loss()));
  }
}
