package io.havenfs.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.seeded.Seeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The judge finds what is wrong, and accepts what is right, on named cells and unique names. */
class LinearizabilityTest {
  private static final Model<Map<String, Integer>, Asked, String> CELLS =
      LinearizabilityTest::after;

  private sealed interface Asked {
    record Write(String cell, int value) implements Asked {}

    record Read(String cell) implements Asked {}

    /** Fails when the cell is there. */
    record Create(String cell) implements Asked {}
  }

  private static Optional<Map<String, Integer>> after(
      Map<String, Integer> state, Asked asked, String answer) {
    return switch (asked) {
      case Asked.Write(String cell, int value) -> Optional.of(with(state, cell, value));
      case Asked.Read(String cell) ->
          String.valueOf(state.get(cell)).equals(answer) ? Optional.of(state) : Optional.empty();
      case Asked.Create(String cell) -> created(state, cell, answer);
    };
  }

  private static Optional<Map<String, Integer>> created(
      Map<String, Integer> state, String cell, String answer) {
    if (state.containsKey(cell)) {
      return answer.equals("exists") ? Optional.of(state) : Optional.empty();
    }
    return answer.equals("created") ? Optional.of(with(state, cell, 0)) : Optional.empty();
  }

  private static Map<String, Integer> with(Map<String, Integer> state, String cell, int value) {
    Map<String, Integer> next = new HashMap<>(state);
    next.put(cell, value);
    return next;
  }

  private static Operation<Asked, String> op(long from, Asked asked, long to, String answer) {
    return new Operation<>("client", asked, from, answer, to);
  }

  private static Verdict<Asked, String> judge(List<Operation<Asked, String>> history) {
    return Linearizability.judge(CELLS, Map.of(), history);
  }

  private static Asked write(int value) {
    return new Asked.Write("x", value);
  }

  private static Asked read() {
    return new Asked.Read("x");
  }

  @Test
  void concurrentWritesMayTakeEffectInAnyOrder() {
    assertThat(
            judge(
                List.of(
                    op(0, write(1), 10, "done"),
                    op(1, write(2), 9, "done"),
                    op(11, read(), 12, "1"))))
        .isInstanceOf(Verdict.Explained.class);
  }

  @Test
  void aReadMaySeeAWriteThatIsNotAnsweredYet() {
    assertThat(judge(List.of(op(0, write(1), 100, "done"), op(2, read(), 3, "1"))))
        .isInstanceOf(Verdict.Explained.class);
  }

  @Test
  void aLostWriteIsFound() {
    Verdict<Asked, String> verdict =
        judge(
            List.of(op(0, write(1), 1, "done"), op(2, write(2), 3, "done"), op(4, read(), 5, "1")));
    assertThat(verdict).isInstanceOf(Verdict.Unexplained.class);
    Verdict.Unexplained<Asked, String> found = (Verdict.Unexplained<Asked, String>) verdict;
    assertThat(found.order()).hasSize(2);
    assertThat(found.next()).extracting(Operation::asked).containsExactly(read());
  }

  @Test
  void aStaleReadIsFound() {
    assertThat(
            judge(
                List.of(
                    op(0, write(1), 1, "done"),
                    op(2, write(2), 9, "done"),
                    op(3, read(), 4, "2"),
                    op(5, read(), 6, "1"))))
        .isInstanceOf(Verdict.Unexplained.class);
  }

  @Test
  void anOperationDoneTwiceIsFound() {
    // The first execution's reply was lost; the retransmission was executed again.
    assertThat(judge(List.of(op(0, new Asked.Create("unique"), 9, "exists"))))
        .isInstanceOf(Verdict.Unexplained.class);
  }

  @Test
  void twoServersAtOnceAreFound() {
    assertThat(
            judge(
                List.of(
                    op(0, new Asked.Create("one"), 5, "created"),
                    op(1, new Asked.Create("one"), 6, "created"))))
        .isInstanceOf(Verdict.Unexplained.class);
  }

  @Test
  void whatAReallyAtomicServiceAnswersIsExplained() {
    Seeded.run(200, random -> assertThat(judge(history(random, 0))).isInstanceOf(explained()));
  }

  @Test
  void aSingleWrongAnswerAmongManyIsFound() {
    Seeded.run(
        200,
        random -> {
          List<Operation<Asked, String>> history = history(random, 1);
          assertThat(judge(history)).isInstanceOf(Verdict.Unexplained.class);
        });
  }

  private static Class<?> explained() {
    return Verdict.Explained.class;
  }

  /** Sixty overlapping operations, each done at an instant; some reads see what never was. */
  private static List<Operation<Asked, String>> history(RandomGenerator random, int wrong) {
    List<Operation<Asked, String>> history = new ArrayList<>();
    Map<String, Integer> cells = new HashMap<>();
    long instant = 0;
    for (int i = 0; i < 60; i++) {
      instant += random.nextInt(10);
      String cell = "cell" + random.nextInt(3);
      boolean writes = random.nextBoolean();
      if (writes) {
        cells.put(cell, i);
      }
      String answer = writes ? "done" : String.valueOf(cells.get(cell));
      if (i == 30 && wrong > 0) {
        writes = false;
        answer = "-1";
      }
      Asked asked = writes ? new Asked.Write(cell, i) : new Asked.Read(cell);
      history.add(op(instant - random.nextInt(20), asked, instant + random.nextInt(20), answer));
    }
    return history;
  }
}
