package io.havenfs.simulation.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.simulation.model.Answer.Outcome;
import io.havenfs.testkit.history.Linearizability;
import io.havenfs.testkit.history.Operation;
import io.havenfs.testkit.history.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge with the clients' model finds each kind of violation that a run could produce. */
class FsModelTest {
  private final List<Operation<Ask, Answer>> history = new ArrayList<>();
  private long now;

  /** One operation after the other. */
  private void then(Ask asked, Answer answer) {
    history.add(new Operation<>("client", asked, now, answer, now + 1));
    now += 2;
  }

  /** An operation that was asked before all others and is answered after them. */
  private void allTheTime(Ask asked, Answer answer) {
    history.add(new Operation<>("other", asked, -1, answer, Long.MAX_VALUE));
  }

  private static Answer done() {
    return Answer.of(Outcome.DONE);
  }

  private void created() {
    then(new Ask.Create("name", ""), Answer.file(7));
  }

  private Verdict<Ask, Answer> verdict() {
    return Linearizability.judge(new FsModel(), FsState.EMPTY, history);
  }

  private void requireFound() {
    assertThat(verdict()).isInstanceOf(Verdict.Unexplained.class);
  }

  private void requireFine() {
    assertThat(verdict()).isInstanceOf(Verdict.Explained.class);
  }

  @Test
  void aDayLikeAnyOther() {
    created();
    then(new Ask.Write(7, 1, 2, 99, true), done());
    then(new Ask.Read(7, 0, 12), Answer.units(List.of(0L, 99L, 99L)));
    then(new Ask.Link(7, "other"), done());
    then(new Ask.Rename("name", "third"), done());
    then(new Ask.Remove("other"), done());
    then(new Ask.Attributes(7), Answer.attributes(7, 3, 1));
    then(new Ask.Names(), Answer.names(List.of("third")));
    then(new Ask.Remove("third"), done());
    then(new Ask.Read(7, 0, 12), Answer.of(Outcome.STALE));
    requireFine();
  }

  @Test
  void anUnstableWriteThatTheVerifierGaveUp() {
    created();
    then(new Ask.Write(7, 0, 2, 99, false), done());
    then(new Ask.Write(7, 1, 1, 98, true), done());
    then(new Ask.Forget(Set.of(99L)), done());
    then(new Ask.Read(7, 0, 2), Answer.units(List.of(0L, 98L)));
    then(new Ask.Read(7, 0, 1), Answer.units(List.of(0L)));
    requireFine();
    then(new Ask.Read(7, 0, 1), Answer.units(List.of(99L)));
    requireFound();
  }

  @Test
  void aWriteThatTheVerifierDidNotGiveUp() {
    created();
    then(new Ask.Write(7, 0, 1, 99, false), done());
    then(new Ask.Forget(Set.of(98L)), done());
    then(new Ask.Read(7, 0, 1), Answer.units(List.of(0L)));
    requireFound();
  }

  @Test
  void aLostWrite() {
    created();
    then(new Ask.Write(7, 0, 1, 99, true), done());
    then(new Ask.Read(7, 0, 1), Answer.units(List.of()));
    requireFound();
  }

  @Test
  void aLostFile() {
    created();
    then(new Ask.Lookup("name"), Answer.of(Outcome.NO_ENTRY));
    requireFound();
  }

  @Test
  void aCreationDoneTwice() {
    then(new Ask.Create("unique", ""), Answer.of(Outcome.EXISTS));
    requireFound();
  }

  @Test
  void aRemovalDoneTwice() {
    created();
    then(new Ask.Remove("name"), Answer.of(Outcome.NO_ENTRY));
    requireFound();
  }

  @Test
  void aStaleRead() {
    created();
    then(new Ask.Write(7, 0, 1, 98, true), done());
    then(new Ask.Write(7, 0, 1, 99, true), done());
    then(new Ask.Read(7, 0, 1), Answer.units(List.of(98L)));
    requireFound();
  }

  @Test
  void twoServersThatBothCreate() {
    allTheTime(new Ask.Create("name", ""), Answer.file(8));
    created();
    requireFound();
  }

  @Test
  void aLockGrantedTwice() {
    then(new Ask.Create("name", "one"), Answer.file(7));
    then(new Ask.Open("name", "two"), Answer.file(7));
    then(new Ask.Lock(7, 0, "one"), done());
    then(new Ask.Lock(7, 0, "two"), done());
    requireFound();
  }

  @Test
  void aLockThatNobodyHolds() {
    then(new Ask.Create("name", "one"), Answer.file(7));
    then(new Ask.Lock(7, 0, "one"), Answer.of(Outcome.DENIED));
    requireFound();
  }

  @Test
  void aFileThatIsOpenStaysWithoutAName() {
    then(new Ask.Create("name", "one"), Answer.file(7));
    then(new Ask.Remove("name"), done());
    then(new Ask.Attributes(7), Answer.attributes(7, 0, 0));
    then(new Ask.Close(7, "one"), done());
    then(new Ask.Attributes(7), Answer.of(Outcome.STALE));
    requireFine();
  }

  @Test
  void aTornUnit() {
    created();
    then(new Ask.Write(7, 0, 1, 99, true), done());
    then(new Ask.Read(7, 0, 1), Answer.units(List.of(Answer.TORN)));
    requireFound();
  }
}
