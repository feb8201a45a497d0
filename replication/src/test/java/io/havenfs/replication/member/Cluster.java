package io.havenfs.replication.member;

import io.havenfs.replication.Leadership;
import io.havenfs.replication.ReplicationLimits;
import io.havenfs.replication.ViewProposals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Nodes, and a quorum that is one object: it decides views after a while, grants the lease to the
 * primary of the newest view only, and names a new primary when the old one is dead.
 */
final class Cluster {
  private static final long DECISION_MIN = 500_000;
  private static final long DECISION_MAX = 20_000_000;
  private static final long DETECTION = 100_000_000;

  final Events events;
  final long retainedLogBytes;
  final ReplicationLimits limits;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  /** The lives that were in sync when they were put into the view. */
  private final Map<String, Integer> inSync = new HashMap<>();

  private long epoch;
  private String primary = "";
  private int primaryLife;
  private boolean leased;

  /** No more trouble is made. */
  boolean quiet;

  int takeovers;
  private boolean refusesAdditions;
  private long deafSince = Long.MAX_VALUE;
  private int refused;
  int removals;
  int additions;
  boolean verifierMayChange;
  boolean stateMayBeLost;

  Cluster(RandomGenerator random, int copies, long retainedLogBytes) throws Exception {
    this(random, copies, retainedLogBytes, Node.LIMITS);
  }

  Cluster(RandomGenerator random, int copies, long retainedLogBytes, ReplicationLimits limits)
      throws Exception {
    events = new Events(random);
    this.limits = limits;
    this.retainedLogBytes = retainedLogBytes;
    for (int i = 0; i < copies; i++) {
      String name = "n" + i;
      nodes.put(name, new Node(name, this));
    }
    inSync.put("n0", 1);
    appoint("n0");
  }

  Node node(String name) {
    Node found = nodes.get(name);
    if (found == null) {
      throw new AssertionError("no node " + name);
    }
    return found;
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  Set<String> inSync() {
    return new TreeSet<>(inSync.keySet());
  }

  String primary() {
    return primary;
  }

  private Leadership leadership() {
    Map<String, Long> replicas = new HashMap<>();
    nodes().forEach(node -> replicas.put(node.name, (long) node.incarnation()));
    return new Leadership(epoch, inSync(), replicas);
  }

  private void appoint(String name) throws Exception {
    epoch++;
    primary = name;
    primaryLife = node(name).incarnation();
    leased = true;
    long of = epoch;
    for (Node node : nodes()) {
      if (node.isAlive() && !node.name.equals(name)) {
        events.after(
            events.between(0, DECISION_MAX), () -> node.member(member -> followIfNew(member, of)));
      }
    }
    Node node = node(name);
    node.member(
        member ->
            member.lead(
                leadership(), () -> leased && epoch == of && primary.equals(name), () -> {}));
  }

  private static void followIfNew(Member member, long of) throws Exception {
    if (member.sequencer().epoch() < of) {
      member.follow(of);
    }
  }

  ViewProposals proposals(Node proposer) {
    int life = proposer.incarnation();
    return new ViewProposals() {
      @Override
      public CompletionStage<?> proposeRemoval(String peer, String why) {
        return decide(proposer, life, () -> remove(peer));
      }

      @Override
      public CompletionStage<?> proposeAddition(String peer, long incarnation) {
        return decide(proposer, life, () -> add(peer, incarnation));
      }

      @Override
      public boolean heardSince(long nanoTime) {
        return deafSince > nanoTime;
      }
    };
  }

  private void remove(String peer) {
    if (inSync.remove(peer) != null) {
      removals++;
    }
  }

  /** From now on the quorum's answers do not arrive, or do again. */
  void deaf(boolean now) {
    deafSince = now ? events.now() : Long.MAX_VALUE;
  }

  /** Whether nobody comes in sync, whatever is proposed. */
  void refusesAdditions(boolean refuses) {
    refusesAdditions = refuses;
  }

  /** How many additions were refused for that. */
  int refused() {
    return refused;
  }

  private void add(String peer, long incarnation) {
    if (refusesAdditions) {
      refused++;
    } else if (node(peer).isAlive() && node(peer).incarnation() == incarnation) {
      additions++;
      inSync.put(peer, node(peer).incarnation());
    }
  }

  private CompletionStage<?> decide(Node proposer, int life, Runnable decision) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    long under = proposer.sequencer().epoch();
    long now = events.now();
    lastDecision = Math.max(lastDecision, now + events.between(DECISION_MIN, DECISION_MAX));
    events.at(
        lastDecision,
        () -> {
          boolean entitled = primary.equals(proposer.name) && epoch == under;
          if (entitled) {
            decision.run();
          }
          if (proposer.isAlive() && proposer.incarnation() == life) {
            Leadership told = leadership();
            proposer.member(
                member -> {
                  if (entitled) {
                    member.view(told);
                  }
                  done.complete(null);
                });
          }
        });
    return done;
  }

  private long lastDecision = Long.MIN_VALUE;

  /** Looks after the service, from time to time. */
  void supervise() throws Exception {
    events.after(
        events.between(1_000_000, DETECTION),
        () -> {
          boolean isGone = !node(primary).isAlive() || node(primary).incarnation() != primaryLife;
          if (isGone || events.random.nextInt(40) == 0) {
            replacePrimary();
          }
          supervise();
        });
  }

  private void replacePrimary() throws Exception {
    List<String> candidates = new ArrayList<>();
    for (Map.Entry<String, Integer> each : inSync.entrySet()) {
      Node node = node(each.getKey());
      if (node.isAlive() && node.incarnation() == each.getValue()) {
        candidates.add(each.getKey());
      }
    }
    if (candidates.isEmpty()) {
      replaceAfterOutage();
      return;
    }
    leased = false;
    candidates.sort(null);
    String next = candidates.get(events.random.nextInt(candidates.size()));
    inSync.keySet().removeIf(name -> !candidates.contains(name));
    takeovers++;
    String old = primary;
    appoint(next);
    if (!old.equals(next) && node(old).isAlive()) {
      node(old).member(member -> member.follow(epoch));
    }
  }

  /** All copies in sync died since: one that is back leads, when all are that may know more. */
  private void replaceAfterOutage() throws Exception {
    for (String name : inSync.keySet()) {
      if (!node(name).isAlive()) {
        return;
      }
    }
    verifierMayChange = true;
    leased = false;
    List<String> candidates = new ArrayList<>(inSync());
    String next = candidates.get(events.random.nextInt(candidates.size()));
    stateMayBeLost |= node(next).sequencer().stateLost();
    takeovers++;
    inSync.replaceAll((name, life) -> node(name).incarnation());
    appoint(next);
  }

  /** An operator has an older copy be the one that counts; its node starts. */
  void goOnWith(String name) throws Exception {
    Node node = node(name);
    node.start();
    List<Optional<String>> objections = new ArrayList<>();
    node.member(member -> objections.add(member.acceptLoss()));
    if (!objections.equals(List.of(Optional.empty()))) {
      throw new AssertionError(name + " cannot be used: " + objections);
    }
    leadAlone(node);
  }

  /** The primary's process is replaced by another, which leads again. */
  void restartPrimary() throws Exception {
    Node node = node(primary);
    node.die(false);
    node.start();
    leadAlone(node);
  }

  private void leadAlone(Node node) throws Exception {
    inSync.clear();
    inSync.put(node.name, node.incarnation());
    appoint(node.name);
  }

  /** The node starts again, and obeys. */
  void restart(Node node) throws Exception {
    node.start();
    long of = epoch;
    Leadership now = leadership();
    node(primary).member(member -> member.view(now));
    if (!primary.equals(node.name) || primary.isEmpty()) {
      node.member(member -> followIfNew(member, of));
    }
  }
}
