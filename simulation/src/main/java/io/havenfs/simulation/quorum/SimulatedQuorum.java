package io.havenfs.simulation.quorum;

import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.machine.Outcome;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.testkit.world.Agenda;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a Raft group does, seen from outside: commands are put in one order, in terms; a leader that
 * cannot reach a majority gets nothing done, and after a while another one leads, in a later term.
 * A command that the old leader had put into its log may, or may not, be done before the new one
 * begins.
 */
public final class SimulatedQuorum {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long COMMIT_MIN = 200 * MICRO;
  private static final long COMMIT_MAX = 3 * MILLI;
  private static final long HICCUP = 60 * MILLI;
  private static final long WATCH = 40 * MILLI;
  private static final long ELECTION_MIN = 150 * MILLI;
  private static final long ELECTION_MAX = 600 * MILLI;
  private static final long ASK_AGAIN = 15 * MILLI;

  private final Agenda agenda;
  private final RandomGenerator random;
  private final Reach reach;
  private final Consumer<String> trace;
  private final NavigableMap<NodeId, Member> members = new TreeMap<>();
  private final List<NodeId> voters;
  private final List<InLog> inFlight = new ArrayList<>();
  private ControlState state = ControlState.EMPTY;
  private @Nullable Member leader;
  private long term;
  private long leaderlessSince;

  /** A command that the leader has put into its log in {@code term}. */
  private record InLog(long term, Command command, Consumer<CommandResult> onDone) {}

  public SimulatedQuorum(
      Agenda agenda,
      RandomGenerator random,
      Collection<NodeId> voters,
      Reach reach,
      Consumer<String> trace) {
    this.agenda = agenda;
    this.random = random;
    this.voters = List.copyOf(voters);
    this.reach = reach;
    this.trace = trace;
    agenda.after(WATCH, this::watch);
  }

  /** The state as it truly is. */
  public ControlState state() {
    return state;
  }

  /** Who truly leads. */
  public Optional<NodeId> leader() {
    return Optional.ofNullable(leader).map(Member::self);
  }

  /** What a node's process has asked for and, as far as it knows, may still be done. */
  public Collection<Command> undecided(NodeId node) {
    Member member = members.get(node);
    return member == null ? List.of() : member.undecided();
  }

  /** Does a command before the run begins. */
  public void prepare(Command command) {
    Outcome outcome = ControlStateMachine.apply(state, term, command);
    if (!outcome.result().accepted()) {
      throw new IllegalStateException(command + ": " + outcome.result());
    }
    state = outcome.state();
  }

  /** A node's process takes part, in place of the one before. */
  void join(Member member) {
    members.put(member.self(), member);
  }

  /** The leader loses its leadership for no reason that it could see. */
  public void upset() {
    if (leader != null) {
      trace.accept("quorum: " + leader.self() + " loses the leadership");
      leader = null;
      leaderlessSince = agenda.nanos() - ELECTION_MAX;
      elect();
    }
  }

  private void watch() {
    if (leader != null && !isViable(leader)) {
      leader = null;
      leaderlessSince = agenda.nanos();
    }
    if (leader == null
        && agenda.nanos() - leaderlessSince > random.nextLong(ELECTION_MIN, ELECTION_MAX)) {
      elect();
    }
    agenda.after(WATCH, this::watch);
  }

  private void elect() {
    List<Member> candidates =
        members.values().stream()
            .filter(member -> voters.contains(member.self()) && isViable(member))
            .toList();
    if (candidates.isEmpty()) {
      return;
    }
    settleInFlight();
    term++;
    Member elected = candidates.get(random.nextInt(candidates.size()));
    leader = elected;
    long newTerm = term;
    trace.accept("quorum: " + elected.self() + " leads in term " + newTerm);
    agenda.after(commitDelay(), () -> begin(elected, newTerm));
  }

  /** A leader has all that was committed before it acts. */
  private void begin(Member elected, long newTerm) {
    if (term == newTerm) {
      ControlState current = state;
      elected.run(
          () -> {
            elected.adopt(current);
            elected.lead(newTerm);
          });
    }
  }

  /** What the old leader had in its log is done now, or never; its order is kept. */
  private void settleInFlight() {
    int kept = random.nextInt(inFlight.size() + 1);
    List<InLog> log = List.copyOf(inFlight);
    inFlight.clear();
    for (InLog entry : log.subList(0, kept)) {
      apply(entry);
    }
  }

  /** Whether the member's machine talks with a majority, both ways. */
  boolean isViable(Member member) {
    if (!member.isRunning()) {
      return false;
    }
    long reached =
        voters.stream().filter(voter -> isUp(voter) && talk(member.self(), voter)).count();
    return reached * 2 > voters.size();
  }

  private boolean isUp(NodeId node) {
    Member member = members.get(node);
    return member != null && member.isRunning();
  }

  /** Whether two nodes' messages arrive, both ways. */
  boolean talk(NodeId one, NodeId other) {
    return one.equals(other) || (reach.connects(one, other) && reach.connects(other, one));
  }

  /** Whom a member takes for the leader: what it last heard, if it hears anything. */
  @Nullable Member leaderFor(Member member) {
    Member now = leader;
    return now != null && now.isRunning() && talk(member.self(), now.self()) ? now : null;
  }

  /** Whether this is a term that is over, and the member could have learnt it. */
  boolean isOver(Member member, long theirTerm) {
    return theirTerm != term && isViable(member);
  }

  /**
   * A majority confirms, or does not, that {@code member} leads in {@code theirTerm}.
   *
   * @param onAnswer gets the revision as of the time of the question; not called when there is no
   *     confirmation
   */
  void confirm(Member member, long theirTerm, Consumer<Long> onAnswer) {
    long revision = state.revision();
    agenda.after(
        commitDelay(),
        () -> {
          if (term == theirTerm && leader == member && isViable(member)) {
            member.run(() -> onAnswer.accept(revision));
          }
        });
  }

  /** {@code member}, which leads in {@code theirTerm}, puts a command into its log. */
  void propose(Member member, long theirTerm, Command command, Consumer<CommandResult> onDone) {
    if (term != theirTerm || leader != member) {
      return;
    }
    InLog entry = new InLog(theirTerm, command, onDone);
    inFlight.add(entry);
    agenda.after(commitDelay(), () -> commit(member, entry));
  }

  private void commit(Member member, InLog entry) {
    if (!inFlight.contains(entry)) {
      return;
    }
    if (leader != member || !isViable(member) || !inFlight.getFirst().equals(entry)) {
      agenda.after(ASK_AGAIN, () -> commit(member, entry));
      return;
    }
    inFlight.remove(entry);
    apply(entry);
  }

  private void apply(InLog entry) {
    Outcome outcome = ControlStateMachine.apply(state, entry.term, entry.command);
    trace.accept("quorum: " + entry.command + " -> " + outcome.result());
    boolean changed = outcome.state().revision() != state.revision();
    state = outcome.state();
    entry.onDone.accept(outcome.result());
    if (changed) {
      members.values().forEach(member -> agenda.after(commitDelay(), () -> spread(member)));
    }
  }

  /** A member learns of the state as soon as it can. */
  void spread(Member member) {
    if (member.hasEnded() || member.state().revision() >= state.revision()) {
      return;
    }
    if (isViable(member)) {
      ControlState current = state;
      member.run(() -> member.adopt(current));
    } else {
      agenda.after(ASK_AGAIN, () -> spread(member));
    }
  }

  long commitDelay() {
    long usual = random.nextLong(COMMIT_MIN, COMMIT_MAX);
    return random.nextInt(50) == 0 ? usual + random.nextLong(HICCUP) : usual;
  }

  Agenda agenda() {
    return agenda;
  }
}
