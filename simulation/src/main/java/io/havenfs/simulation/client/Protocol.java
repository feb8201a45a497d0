package io.havenfs.simulation.client;

import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Ask;

/** How a lane's operations are asked for; each is told of its answer once. */
interface Protocol {
  /** Is told of an operation's answer. */
  @FunctionalInterface
  interface OnAnswer {
    /**
     * It was answered.
     *
     * @param sendings how often the call was sent that was answered
     */
    void accept(Answer answer, int sendings);
  }

  /** Does what has to be done before the first operation. */
  void start(Runnable ready);

  /** Goes on with {@code task} when the client is up; it may be going to restart first. */
  default void whenUp(Runnable task) {
    task.run();
  }

  /** Asks; one operation at a time. */
  void ask(Ask what, OnAnswer onAnswer);

  /** Whether the protocol has opens and locks. */
  boolean hasState();
}
