package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.Ask;
import io.havenfs.testkit.history.History;
import io.havenfs.testkit.history.Operation;
import io.havenfs.testkit.world.SimulatedProcess;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One thread of a client's work: asks, waits for the answer, thinks, asks again. */
final class Lane {
  private static final long MILLI = 1_000_000;
  private static final long LONG_THOUGHT = 250 * MILLI;
  private static final long SHORT_THOUGHT = 3 * MILLI;

  private final String name;
  private final SimulatedProcess process;
  private final Protocol protocol;
  private final RandomGenerator random;
  private final History<Ask, Answer> history;
  private final Tasks work;
  private final Consumer<String> trace;
  private int left;
  private boolean busy;

  Lane(
      String name,
      SimulatedProcess process,
      Protocol protocol,
      RandomGenerator random,
      History<Ask, Answer> history,
      Tasks work,
      Consumer<String> trace) {
    this.name = name;
    this.process = process;
    this.protocol = protocol;
    this.random = random;
    this.history = history;
    this.work = work;
    this.trace = trace;
  }

  /** Does {@code operations} operations, once the protocol is ready. */
  void start(int operations) {
    left = operations;
    busy = true;
    protocol.start(() -> protocol.whenUp(this::next));
  }

  /** Whether everything was asked and answered. */
  boolean isDone() {
    return left == 0 && !busy;
  }

  private void next() {
    if (left == 0) {
      work.last().ifPresentOrElse(this::ask, () -> busy = false);
      return;
    }
    left--;
    ask(work.next(protocol.hasState()));
  }

  private void ask(Ask what) {
    History<Ask, Answer>.Asked asked = history.ask(name, what);
    trace.accept(name + " asks " + what);
    protocol.ask(
        what,
        (answer, sendings) -> {
          trace.accept(name + " is answered: " + what + " -> " + answer);
          Operation<Ask, Answer> operation = asked.answered(answer);
          if (answer.outcome() == Outcome.DONE) {
            work.done(what, answer);
          }
          if (sendings > 1 && what instanceof Ask.Write write) {
            sentAgain(operation, write);
          }
          process.after(thought(), () -> protocol.whenUp(this::next));
        });
  }

  /**
   * What may have been seen of a write that was sent several times: part of it, or all of it,
   * before something else was done to the file and the write once more.
   */
  private void sentAgain(Operation<Ask, Answer> operation, Ask.Write write) {
    history.add(operation.as(new Ask.FirstWrite(write)));
    history.add(operation.as(new Ask.Extend(write.file(), write.from() + write.count())));
  }

  private long thought() {
    return random.nextLong(random.nextInt(4) == 0 ? LONG_THOUGHT : SHORT_THOUGHT);
  }
}
