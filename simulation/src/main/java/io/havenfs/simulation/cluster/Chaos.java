package io.havenfs.simulation.cluster;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.testkit.world.Agenda;
import io.havenfs.testkit.world.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What goes wrong in a run, one thing after the other and sometimes several at a time. */
final class Chaos {
  private static final long MILLI = 1_000_000;
  private static final long PAUSE_MAX = 3_000 * MILLI;
  private static final long CUT_MAX = 4_000 * MILLI;
  private static final long DOWN_MAX = 2_500 * MILLI;
  private static final long CALM_MAX = 1_500 * MILLI;

  /** By then it is over: after a loss of state every takeover begins the grace period anew. */
  private static final long TROUBLES_MAX = 120_000 * MILLI;

  private static final int DISK_CHANGES = 60;
  private static final int OUTAGES_ONE_IN = 8;

  private final Agenda agenda;
  private final Network network;
  private final Cluster cluster;
  private final RandomGenerator random;
  private final Consumer<String> trace;
  private final List<NodeId> nodes;
  private final List<String> clients;
  private final boolean outages;
  private boolean over;
  private int troubles;

  /**
   * @param outages whether all machines may lose power at once, which loses what is promised to be
   *     in memory only
   */
  Chaos(
      Agenda agenda,
      Network network,
      Cluster cluster,
      RandomGenerator random,
      List<NodeId> nodes,
      List<String> clients,
      boolean outages,
      Consumer<String> trace) {
    this.agenda = agenda;
    this.network = network;
    this.cluster = cluster;
    this.random = random;
    this.nodes = nodes;
    this.clients = clients;
    this.outages = outages;
    this.trace = trace;
  }

  void start() {
    agenda.after(random.nextLong(CALM_MAX), this::trouble);
  }

  /** Nothing goes wrong any more, and what did is repaired. */
  void end() {
    over = true;
    network.healAll();
    for (NodeId node : nodes) {
      cluster.spare(node);
      cluster.node(node).ifPresent(there -> there.process().resume());
      cluster.start(node);
    }
  }

  /** How many things went wrong. */
  int troubles() {
    return troubles;
  }

  private void trouble() {
    if (over) {
      return;
    }
    if (agenda.nanos() > TROUBLES_MAX) {
      end();
      return;
    }
    troubles++;
    if (outages && random.nextInt(OUTAGES_ONE_IN) == 0) {
      loseAllPower();
    } else {
      trouble(victim());
    }
    long calm = random.nextInt(3) == 0 ? CALM_MAX / 10 : CALM_MAX;
    agenda.after(random.nextLong(calm), this::trouble);
  }

  private void trouble(NodeId node) {
    switch (random.nextInt(15)) {
      case 0, 1 -> kill(node);
      case 2 -> losePower(node);
      case 3, 4 -> pause(node);
      case 5 -> isolate(node);
      case 6 -> cutOneWay(node);
      case 7 -> cutFromClients(node);
      case 8 -> dieAtDisk(node);
      case 9 -> breakConnections(node);
      case 10 -> cluster.quorum().upset();
      case 11 -> loseDisk(node);
      case 12 -> damageLog(node);
      default -> move();
    }
  }

  /** Every machine at once. What was promised to be on stable storage is there afterwards. */
  private void loseAllPower() {
    if (cluster.taint().mayAllLosePower()) {
      for (NodeId node : nodes) {
        cluster.powerOff(node);
        restartLater(node);
      }
    }
  }

  /** Most often the primary. */
  private NodeId victim() {
    Optional<NodeId> primary = cluster.serviceState().view().primary();
    return primary.isPresent() && random.nextBoolean()
        ? primary.get()
        : nodes.get(random.nextInt(nodes.size()));
  }

  private void kill(NodeId node) {
    if (cluster.taint().mayBeMissed(node)) {
      cluster.kill(node);
      restartLater(node);
    }
  }

  private void losePower(NodeId node) {
    if (cluster.taint().mayLosePower(node)) {
      cluster.powerOff(node);
      restartLater(node);
    }
  }

  private void loseDisk(NodeId node) {
    if (cluster.taint().mayLosePower(node)) {
      cluster.replaceDisk(node);
      restartLater(node);
    }
  }

  private void damageLog(NodeId node) {
    if (cluster.taint().mayLosePower(node)) {
      cluster.damageLog(node);
      restartLater(node);
    }
  }

  private void restartLater(NodeId node) {
    agenda.after(random.nextLong(DOWN_MAX), () -> cluster.start(node));
  }

  private void dieAtDisk(NodeId node) {
    if (cluster.taint().mayBeMissed(node)) {
      cluster.dieAtDisk(node, random.nextInt(1, DISK_CHANGES));
    }
  }

  private void pause(NodeId id) {
    cluster
        .node(id)
        .filter(node -> node.process().isRunning() && cluster.taint().mayBeMissed(id))
        .ifPresent(
            node -> {
              trace.accept(id + " is paused");
              node.process().pause();
              cluster.taint().goesAway(id);
              agenda.after(
                  random.nextLong(PAUSE_MAX),
                  () -> {
                    trace.accept(id + " goes on");
                    node.process().resume();
                    cluster.taint().comesBack(id);
                  });
            });
  }

  private List<String> others(NodeId node) {
    return nodes.stream().filter(other -> !other.equals(node)).map(NodeId::name).toList();
  }

  private void isolate(NodeId node) {
    if (!cluster.taint().mayBeMissed(node)) {
      return;
    }
    List<String> cut = new ArrayList<>(others(node));
    if (random.nextBoolean()) {
      cut.addAll(clients);
    }
    trace.accept(node + " is cut off from " + cut);
    cut.forEach(
        other -> {
          network.cut(node.name(), other);
          network.cut(other, node.name());
        });
    healLater(node, cut);
  }

  private void cutOneWay(NodeId node) {
    if (!cluster.taint().mayBeMissed(node)) {
      return;
    }
    List<String> cut = others(node);
    boolean out = random.nextBoolean();
    trace.accept((out ? "nothing from " : "nothing to ") + node + " arrives, " + cut);
    cut.forEach(
        other -> {
          if (out) {
            network.cut(node.name(), other);
          } else {
            network.cut(other, node.name());
          }
        });
    healLater(node, cut);
  }

  private void cutFromClients(NodeId node) {
    trace.accept(node + " is cut off from its clients");
    clients.forEach(
        client -> {
          network.cut(node.name(), client);
          network.cut(client, node.name());
        });
    healLater(node, clients);
  }

  private void healLater(NodeId node, List<String> others) {
    cluster.taint().goesAway(node);
    agenda.after(
        random.nextLong(CUT_MAX),
        () -> {
          trace.accept("the cut of " + node + " is healed");
          cluster.taint().comesBack(node);
          others.forEach(
              other -> {
                network.heal(node.name(), other);
                network.heal(other, node.name());
              });
        });
  }

  private void breakConnections(NodeId node) {
    List<String> all = new ArrayList<>(others(node));
    all.addAll(clients);
    String other = all.get(random.nextInt(all.size()));
    trace.accept("connections between " + node + " and " + other + " break");
    network.breakBetween(node.name(), other);
  }

  private void move() {
    List<NodeId> inSync = cluster.serviceState().view().inSync();
    if (!inSync.isEmpty()) {
      NodeId to = inSync.get(random.nextInt(inSync.size()));
      cluster.command(new Command.RequestMove(cluster.service().id(), to));
    }
  }
}
