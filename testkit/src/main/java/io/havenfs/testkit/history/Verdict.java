package io.havenfs.testkit.history;

import java.util.List;

/** What was found out about a history. */
public sealed interface Verdict<O, R> {
  /** An order that explains every answer. */
  record Explained<O, R>(List<Operation<O, R>> order) implements Verdict<O, R> {}

  /**
   * No order does.
   *
   * @param order the longest beginning of one that was found
   * @param next what might have come next there, none of which fits its answer
   */
  record Unexplained<O, R>(List<Operation<O, R>> order, List<Operation<O, R>> next)
      implements Verdict<O, R> {}

  /** The search was given up at its limit. */
  record Undecided<O, R>(long steps) implements Verdict<O, R> {}
}
