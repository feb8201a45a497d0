package io.havenfs.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches for an order of a history's operations that explains all answers.
 *
 * <p>The search is that of Wing and Gong: take any operation that was asked before the first of the
 * remaining answers came, if its own answer fits the state; where nothing fits, take one back. What
 * Lowe adds makes it practical: a pair of (operations taken, state) that led nowhere is not tried
 * again. The work grows with the number of operations in flight at a time, not with their total.
 */
public final class Linearizability<S, O, R> {
  private static final long MOST_STEPS = 2_000_000;

  private final Model<S, O, R> model;
  private final List<Operation<O, R>> operations;
  private final BitSet taken;
  private final Set<Visited<S>> visited = new HashSet<>();
  private final Deque<Taken<S>> path = new ArrayDeque<>();
  private List<Integer> longest = List.of();

  private record Visited<S>(BitSet taken, S state) {}

  private record Taken<S>(int operation, S before) {}

  private Linearizability(Model<S, O, R> model, List<Operation<O, R>> history) {
    this.model = model;
    operations = new ArrayList<>(history);
    operations.sort(Comparator.comparingLong(Operation::from));
    taken = new BitSet(operations.size());
  }

  /** Judges {@code history}, all of which was answered. */
  public static <S, O, R> Verdict<O, R> judge(
      Model<S, O, R> model, S initial, List<Operation<O, R>> history) {
    return new Linearizability<>(model, history).search(initial);
  }

  private Verdict<O, R> search(S initial) {
    S state = initial;
    int next = 0;
    for (long steps = 0; steps < MOST_STEPS; steps++) {
      if (path.size() == operations.size()) {
        return new Verdict.Explained<>(inOrder(pathFromStart()));
      }
      int candidate = candidate(next);
      if (candidate >= 0) {
        Optional<S> after = tryTaking(candidate, state);
        if (after.isPresent()) {
          path.push(new Taken<>(candidate, state));
          state = after.get();
          next = 0;
        } else {
          next = candidate + 1;
        }
      } else if (path.isEmpty()) {
        return new Verdict.Unexplained<>(inOrder(longest), blocked());
      } else {
        noteLongest();
        Taken<S> last = path.pop();
        taken.clear(last.operation);
        state = last.before;
        next = last.operation + 1;
      }
    }
    return new Verdict.Undecided<>(MOST_STEPS);
  }

  /** The first operation from {@code next} on that may come now; -1 when there is none. */
  private int candidate(int next) {
    long deadline = firstAnswer();
    int index = taken.nextClearBit(next);
    return index < operations.size() && operations.get(index).from() <= deadline ? index : -1;
  }

  /** When the first answer came to what is not taken: what was asked later comes after it. */
  private long firstAnswer() {
    long first = Long.MAX_VALUE;
    for (int i = taken.nextClearBit(0); i < operations.size(); i = taken.nextClearBit(i + 1)) {
      Operation<O, R> operation = operations.get(i);
      if (operation.from() > first) {
        break;
      }
      first = Math.min(first, operation.to());
    }
    return first;
  }

  private Optional<S> tryTaking(int candidate, S state) {
    Operation<O, R> operation = operations.get(candidate);
    Optional<S> after = model.after(state, operation.asked(), operation.answer());
    if (after.isEmpty()) {
      return after;
    }
    taken.set(candidate);
    if (visited.add(new Visited<>((BitSet) taken.clone(), after.get()))) {
      return after;
    }
    taken.clear(candidate);
    return Optional.empty();
  }

  private void noteLongest() {
    if (path.size() > longest.size()) {
      longest = pathFromStart();
    }
  }

  private List<Integer> pathFromStart() {
    List<Integer> order = new ArrayList<>();
    path.descendingIterator().forEachRemaining(each -> order.add(each.operation));
    return order;
  }

  private List<Operation<O, R>> inOrder(List<Integer> order) {
    return order.stream().map(operations::get).toList();
  }

  /** What was in flight where the longest order ends. */
  private List<Operation<O, R>> blocked() {
    Set<Integer> done = new HashSet<>(longest);
    List<Operation<O, R>> next = new ArrayList<>();
    long deadline = Long.MAX_VALUE;
    for (int i = 0; i < operations.size() && operations.get(i).from() <= deadline; i++) {
      if (!done.contains(i)) {
        next.add(operations.get(i));
        deadline = Math.min(deadline, operations.get(i).to());
      }
    }
    return next;
  }
}
