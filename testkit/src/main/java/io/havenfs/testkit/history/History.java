package io.havenfs.testkit.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Collects operations as they are asked and answered. Good for one thread. */
public final class History<O, R> {
  private final LongSupplier clock;
  private final List<Operation<O, R>> answered = new ArrayList<>();
  private int open;

  /** A history whose times are {@code clock}'s, which must be true time. */
  public History(LongSupplier clock) {
    this.clock = clock;
  }

  /** An operation on its way. */
  public final class Asked {
    private final String client;
    private final O operation;
    private final long from;

    private Asked(String client, O operation) {
      this.client = client;
      this.operation = operation;
      from = clock.getAsLong();
    }

    /** The answer came; to be called once. */
    public Operation<O, R> answered(R answer) {
      open--;
      Operation<O, R> done = new Operation<>(client, operation, from, answer, clock.getAsLong());
      answered.add(done);
      return done;
    }
  }

  /** {@code client} asks now. */
  public Asked ask(String client, O operation) {
    open++;
    return new Asked(client, operation);
  }

  /** Adds an operation that nobody asked for by itself. */
  public void add(Operation<O, R> operation) {
    answered.add(operation);
  }

  /** What was answered, in the order of the answers. */
  public List<Operation<O, R>> answered() {
    return List.copyOf(answered);
  }

  /** How many operations were asked and not answered. */
  public int unanswered() {
    return open;
  }
}
