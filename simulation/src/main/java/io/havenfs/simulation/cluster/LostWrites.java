package io.havenfs.simulation.cluster;

import io.havenfs.simulation.client.Verifiers;
import io.havenfs.simulation.model.Answer;
import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.simulation.model.Ask;
import io.havenfs.testkit.history.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a change of the write verifier tells clients: of unstable writes before it, those that no
 * COMMIT followed may be lost (RFC 1813 §4.8).
 */
final class LostWrites {
  private LostWrites() {}

  /** The loss, as an operation of the service's own. */
  static Operation<Ask, Answer> of(List<Operation<Ask, Answer>> history, Verifiers.Change change) {
    Set<Long> tags =
        history.stream()
            .filter(each -> each.from() < change.before() && mayBeLost(each, history, change))
            .map(each -> ((Ask.Write) each.asked()).tag())
            .collect(Collectors.toSet());
    return new Operation<>(
        "service", new Ask.Forget(tags), change.after(), Answer.of(Outcome.DONE), change.before());
  }

  private static boolean mayBeLost(
      Operation<Ask, Answer> each, List<Operation<Ask, Answer>> history, Verifiers.Change change) {
    return each.asked() instanceof Ask.Write write
        && !write.stable()
        && history.stream().noneMatch(later -> isSaved(write, each.to(), later, change));
  }

  private static boolean isSaved(
      Ask.Write write, long written, Operation<Ask, Answer> later, Verifiers.Change change) {
    return later.asked() instanceof Ask.Commit commit
        && commit.file() == write.file()
        && later.from() >= written
        && later.to() <= change.after()
        && later.answer().outcome() == Outcome.DONE;
  }
}
