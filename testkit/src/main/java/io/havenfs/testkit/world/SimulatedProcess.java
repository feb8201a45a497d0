package io.havenfs.testkit.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A process: runs tasks until it ends, and none while it is paused. What became due in a pause runs
 * at its end, in the order in which it became due.
 */
public final class SimulatedProcess {
  private enum State {
    RUNNING,
    PAUSED,
    ENDED
  }

  private final Agenda agenda;
  private final String name;
  private final DriftingClock clock;
  private final Consumer<Throwable> onThrown;
  private final Deque<Runnable> held = new ArrayDeque<>();
  private State state = State.RUNNING;
  private boolean within;

  /**
   * @param onThrown told of anything that a task throws; must not throw unless the run is to end
   */
  public SimulatedProcess(
      Agenda agenda, String name, DriftingClock clock, Consumer<Throwable> onThrown) {
    this.agenda = agenda;
    this.name = name;
    this.clock = clock;
    this.onThrown = onThrown;
  }

  public String name() {
    return name;
  }

  /** The clocks of its machine. */
  public DriftingClock clock() {
    return clock;
  }

  public boolean isRunning() {
    return state == State.RUNNING;
  }

  public boolean hasEnded() {
    return state == State.ENDED;
  }

  /** Runs a task now, or when the pause is over, or never when the process has ended. */
  public void execute(Runnable task) {
    if (within && state == State.RUNNING) {
      // Tasks do not interrupt one another.
      agenda.after(0, () -> execute(task));
      return;
    }
    switch (state) {
      case RUNNING -> run(task);
      case PAUSED -> held.add(task);
      case ENDED -> {}
    }
  }

  private void run(Runnable task) {
    within = true;
    try {
      task.run();
    } catch (Exception | Error thrown) {
      onThrown.accept(thrown);
    } finally {
      within = false;
    }
  }

  /** Runs a task after {@code nanos} of this process's clock. */
  public Agenda.Event after(long nanos, Runnable task) {
    return agenda.after(clock.trueNanos(nanos), () -> execute(task));
  }

  /** Stops running tasks (SIGSTOP, or a long pause of the garbage collector). */
  public void pause() {
    if (state == State.RUNNING) {
      state = State.PAUSED;
    }
  }

  /** Goes on. */
  public void resume() {
    if (state != State.PAUSED) {
      return;
    }
    state = State.RUNNING;
    while (state == State.RUNNING && !held.isEmpty()) {
      run(held.remove());
    }
  }

  /** Ends: no task runs any more. */
  public void end() {
    state = State.ENDED;
    held.clear();
  }

  @Override
  public String toString() {
    return name;
  }
}
