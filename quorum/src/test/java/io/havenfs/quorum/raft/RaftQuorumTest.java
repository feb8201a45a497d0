package io.havenfs.quorum.raft;

import static io.havenfs.quorum.raft.Members.await;
import static io.havenfs.quorum.raft.Members.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.lease.Health;
import io.havenfs.quorum.model.Command.AddNode;
import io.havenfs.quorum.model.Command.RecordEvent;
import io.havenfs.quorum.model.Command.RemoveNode;
import io.havenfs.quorum.model.Command.UpdateSettings;
import io.havenfs.quorum.model.CommandResult.Accepted;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Severity;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class RaftQuorumTest {
  private static final Logger LOG = LoggerFactory.getLogger(RaftQuorumTest.class);
  private static final Settings FAST = Settings.DEFAULT.withDeadAfter(DeadAfter.FAST);

  @TempDir Path directory;

  private static RecordEvent event(String text) {
    return new RecordEvent(new Event(0, Severity.INFO, new NodeId("a"), Optional.empty(), text));
  }

  @Test
  void whatOneMemberSubmitsAllHave() throws Exception {
    try (Members members = Members.of(directory, FAST, "a", "b", "c")) {
      for (RaftQuorum member : members.all()) {
        Accepted accepted = (Accepted) result(member, event("from " + member.self()));
        for (RaftQuorum other : members.all()) {
          other.reached(accepted.revision()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
      }
      assertThat(members.get("a").state()).isEqualTo(members.get("c").state());
      assertThat(members.get("b").state().journal().events()).hasSize(3);
    }
  }

  @Test
  void anotherLeadsWhenTheLeaderIsGoneAndTheStateIsThere() throws Exception {
    try (Members members = Members.of(directory, FAST, "a", "b", "c")) {
      RaftQuorum leader = members.leader();
      Accepted accepted = (Accepted) result(leader, event("before"));
      long before = System.nanoTime();
      members.stop(leader.self());
      RaftQuorum next = members.leader();
      LOG.info("another leader after {} ms", (System.nanoTime() - before) / 1_000_000);
      assertThat(result(next, event("after")).accepted()).isTrue();
      assertThat(next.state().revision()).isGreaterThan(accepted.revision());
      await(next, () -> next.health().get(leader.self()) == Health.DEAD);
      LOG.info("dead after {} ms", (System.nanoTime() - before) / 1_000_000);
    }
  }

  /** The leader is not told and goes on, so it is the news alone that makes another lead. */
  @Test
  void theEndOfTheLeadersProcessMakesAnElectionAtOnce() throws Exception {
    try (Members members = Members.of(directory, FAST, "a", "b", "c")) {
      RaftQuorum leader = members.leader();
      List<RaftQuorum> others =
          members.all().stream().filter(it -> !it.self().equals(leader.self())).toList();
      long before = System.nanoTime();
      others.forEach(it -> it.processEnded(leader.self(), leader.incarnation()));
      waitFor(() -> others.stream().anyMatch(it -> it.leadership().isPresent()));
      LOG.info("another leader after {} ms", (System.nanoTime() - before) / 1_000_000);
      RaftQuorum next =
          others.stream().filter(it -> it.leadership().isPresent()).findFirst().orElseThrow();
      assertThat(next.health().get(leader.self())).isEqualTo(Health.DEAD);
    }
  }

  @Test
  void aMemberThatComesBackKnowsWhatHappened() throws Exception {
    try (Members members = Members.of(directory, FAST, "a", "b", "c")) {
      NodeId gone = new NodeId("c");
      members.stop(gone);
      Accepted last = (Accepted) result(members.leader(), event("first"));
      for (int i = 0; i < 20; i++) {
        last = (Accepted) result(members.get("a"), event("event " + i));
      }
      RaftQuorum back = members.start(gone, members.known());
      back.reached(last.revision()).toCompletableFuture().get(60, TimeUnit.SECONDS);
      back.registered().toCompletableFuture().get(60, TimeUnit.SECONDS);
      await(
          members.get("a"),
          () -> members.get("a").state().node(gone).map(NodeInfo::incarnation).orElse(0L) == 2);
    }
  }

  @Test
  void allRestartFromDisk() throws Exception {
    try (Members members = Members.of(directory, FAST, "a", "b", "c")) {
      int events = RaftTuning.SNAPSHOT_EVERY + 100;
      long revision = 0;
      for (int i = 0; i < events; i++) {
        revision = ((Accepted) result(members.leader(), event("event " + i))).revision();
      }
      long last = revision;
      List<NodeId> nodes = members.all().stream().map(RaftQuorum::self).toList();
      nodes.forEach(members::stop);
      for (NodeId node : nodes) {
        members.start(node, members.known());
      }
      for (RaftQuorum member : members.all()) {
        member.reached(last).toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(member.state().journal().recorded()).isEqualTo(events);
      }
    }
  }

  /** A newcomer counts for the majority: with it two of the first three can go. */
  @Test
  void membersComeAndGo() throws Exception {
    try (Members members = Members.of(directory, FAST, "a", "b", "c")) {
      NodeInfo d = members.info("d", EnumSet.of(Role.VOTER));
      NodeInfo e = members.info("e", EnumSet.of(Role.VOTER));
      List<NodeInfo> known = List.copyOf(members.get("a").state().nodes().values());
      for (NodeInfo node : List.of(d, e)) {
        assertThat(result(members.get("a"), new AddNode(node)).accepted()).isTrue();
        members
            .start(node.id(), known)
            .registered()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
      }
      awaitVoters(members, 5);
      NodeId c = new NodeId("c");
      assertThat(result(members.get("a"), new RemoveNode(c)).accepted()).isTrue();
      awaitVoters(members, 4);
      members.stop(c);
      members.stop(new NodeId("b"));
      assertThat(result(members.get("d"), event("three of four")).accepted()).isTrue();
    }
  }

  private static void awaitVoters(Members members, int voters) {
    waitFor(
        () ->
            members.all().stream()
                .anyMatch(it -> it.leadership().isPresent() && it.voters().size() == voters));
  }

  @Test
  void leasesComeAndRunOut() throws Exception {
    try (Members members = Members.of(directory, FAST, "a", "b", "c")) {
      RaftQuorum a = members.get("a");
      waitFor(() -> a.lease().holdsAt(System.nanoTime()));
      members.stop(new NodeId("b"));
      members.stop(new NodeId("c"));
      waitFor(() -> !a.lease().holdsAt(System.nanoTime()));
    }
  }

  /** Time alone makes this true: nobody tells. */
  private static void waitFor(BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @Test
  void shorterLeasesAreRememberedForAWhile() throws Exception {
    Settings normal = Settings.DEFAULT;
    try (Members members = Members.of(directory, normal, "a")) {
      RaftQuorum a = members.get("a");
      assertThat(result(a, new UpdateSettings(FAST)).accepted()).isTrue();
      assertThat(a.state().longestLease()).isEqualTo(DeadAfter.NORMAL);
      await(a, () -> a.state().longestLease() == DeadAfter.FAST);
    }
  }
}
