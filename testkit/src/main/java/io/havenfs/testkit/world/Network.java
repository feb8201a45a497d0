package io.havenfs.testkit.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Connections between machines, which have names. A pair of machines may be cut, in one direction
 * or both: bytes are held up then, and arrive some time after the cut is healed; nobody is told.
 * Only a process that ends, or somebody who resets, breaks a connection.
 *
 * <p>Messages are handed over as they are, so they must not be changed after sending.
 */
public final class Network {
  private final Agenda agenda;
  private final RandomGenerator random;
  private final NetworkTerms terms;
  private final Map<Port, Listening> listening = new HashMap<>();
  private final Set<Direction> cuts = new HashSet<>();
  private final Set<String> down = new HashSet<>();
  private final Set<Link> links = new LinkedHashSet<>();

  public Network(Agenda agenda, RandomGenerator random, NetworkTerms terms) {
    this.agenda = agenda;
    this.random = random;
    this.terms = terms;
  }

  private record Port(String machine, String name) {}

  private record Direction(String from, String to) {}

  private record Listening(SimulatedProcess process, Acceptor acceptor) {}

  /** Who takes connections. */
  @FunctionalInterface
  public interface Acceptor {
    /** A connection was made; within a task of the listening process. */
    Wire.Listener accept(Wire wire);
  }

  /** Who makes a connection; told within tasks of the connecting process. */
  public interface Dialer {
    /** It is made. */
    Wire.Listener connected(Wire wire);

    /**
     * It was not made.
     *
     * @param refused whether the machine answered that nobody listens; otherwise it was silent
     */
    void failed(boolean refused);
  }

  /** Takes connections to {@code port} of {@code machine} for as long as the process lives. */
  public void listen(SimulatedProcess process, String machine, String port, Acceptor acceptor) {
    listening.put(new Port(machine, port), new Listening(process, acceptor));
  }

  /** Takes no more connections there. */
  public void unlisten(String machine, String port) {
    listening.remove(new Port(machine, port));
  }

  /** Makes a connection; {@code dialer} is told how it went. */
  public void connect(
      SimulatedProcess process, String from, String to, String port, Dialer dialer) {
    attempt(new Attempt(process, from, to, port, dialer), terms.connectAttempts());
  }

  private record Attempt(
      SimulatedProcess process, String from, String to, String port, Dialer dialer) {}

  private void attempt(Attempt attempt, int left) {
    agenda.after(delay(), () -> arriveAt(attempt, left));
  }

  private void arriveAt(Attempt attempt, int left) {
    if (attempt.process.hasEnded()) {
      return;
    }
    if (isSilent(attempt.from, attempt.to) || isSilent(attempt.to, attempt.from)) {
      if (left > 1) {
        agenda.after(terms.connectRetry(), () -> attempt(attempt, left - 1));
      } else {
        attempt.process.execute(() -> attempt.dialer.failed(false));
      }
      return;
    }
    Listening there = listening.get(new Port(attempt.to, attempt.port));
    if (there == null || there.process.hasEnded()) {
      agenda.after(delay(), () -> attempt.process.execute(() -> attempt.dialer.failed(true)));
      return;
    }
    establish(attempt, there);
  }

  private void establish(Attempt attempt, Listening there) {
    Link link = new Link(this, attempt.process, attempt.from, there.process, attempt.to);
    links.add(link);
    there.process.execute(() -> link.callee.listen(there.acceptor.accept(link.callee)));
    agenda.after(
        delay(),
        () ->
            attempt.process.execute(
                () -> link.caller.listen(attempt.dialer.connected(link.caller))));
  }

  /** Whether what the one machine sends arrives at the other now. */
  public boolean connects(String from, String to) {
    return !isSilent(from, to);
  }

  boolean isSilent(String from, String to) {
    return cuts.contains(new Direction(from, to)) || down.contains(to) || down.contains(from);
  }

  /** Bytes from one machine to the other are held up from now on. */
  public void cut(String from, String to) {
    cuts.add(new Direction(from, to));
  }

  /** The cut in this direction is healed. */
  public void heal(String from, String to) {
    if (cuts.remove(new Direction(from, to))) {
      for (Link link : new ArrayList<>(links)) {
        link.retransmit(from, to);
      }
    }
  }

  /** All cuts are healed. */
  public void healAll() {
    List.copyOf(cuts).forEach(cut -> heal(cut.from, cut.to));
  }

  /** Every connection between the two machines is broken: a loss too long, or a firewall. */
  public void breakBetween(String one, String other) {
    for (Link link : new ArrayList<>(links)) {
      if (link.isBetween(one, other)) {
        link.breakBoth();
      }
    }
  }

  /**
   * The process has ended: its kernel closes its connections. Those that never carried anything to
   * it finish; others may as well be reset, for bytes that it had not read.
   */
  public void ended(SimulatedProcess process) {
    for (Link link : new ArrayList<>(links)) {
      link.processEnded(process);
    }
  }

  /** The machine has lost power: silence. Its processes must have been ended without a word. */
  public void powerOff(String machine) {
    down.add(machine);
    for (Link link : new ArrayList<>(links)) {
      link.powerOff(machine);
    }
  }

  /** The machine is up again; who sends to a connection of before is told that there is none. */
  public void powerOn(String machine) {
    down.remove(machine);
    for (Link link : new ArrayList<>(links)) {
      link.retransmit(link.caller.machine, link.callee.machine);
      link.retransmit(link.callee.machine, link.caller.machine);
    }
  }

  /** How long the next message is on its way. */
  long delay() {
    long usual = random.nextLong(terms.delayMin(), terms.delayMax());
    boolean late = random.nextInt(1000) < terms.hiccupsPerThousand();
    return late ? usual + random.nextLong(terms.hiccupMax()) : usual;
  }

  long retransmitDelay() {
    return random.nextLong(terms.retransmitMax());
  }

  boolean chance() {
    return random.nextBoolean();
  }

  Agenda agenda() {
    return agenda;
  }

  void forget(Link link) {
    links.remove(link);
  }

  /** Connections that are not gone on both sides, described. */
  public List<String> describe(Function<Object, String> message) {
    return links.stream().map(link -> link.describe(message)).toList();
  }
}
