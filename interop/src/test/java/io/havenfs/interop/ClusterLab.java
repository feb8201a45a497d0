package io.havenfs.interop;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Three hosts with a node each, {@code a} and {@code b} with data and {@code w} a witness, and one
 * service on them, set up by the commands that an administrator types. Used by one test thread.
 */
final class ClusterLab implements AutoCloseable {
  static final String SERVICE = "files";

  /** The service's port. */
  static final int NFS = 2049;

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String ADMIN = "20490";
  private static final String ANSWER_SECONDS = "3";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Network network;
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final List<Disk> disks = new ArrayList<>();
  private final boolean ownDisks;

  private ClusterLab(Path folder, Network network, boolean ownDisks) {
    this.folder = folder;
    this.network = network;
    this.ownDisks = ownDisks;
  }

  /** Starts the cluster; returns when the service has two copies. Skips where a lab cannot be. */
  static ClusterLab open(String name) {
    return open(name, false, "", lab -> {});
  }

  /** The same, with a disk of its own for each node with data where the machine can have such. */
  static ClusterLab openWithDisks(String name) {
    return open(name, Disk.isPossible(), "", lab -> {});
  }

  /**
   * The same with the service in the directory {@code shared} of the lab's folder, and {@code
   * fence} as its fence command. Both are there once {@code prepare} has been called.
   */
  static ClusterLab openShared(String name, Consumer<ClusterLab> prepare) {
    Path directory = Lab.folder(name).resolve("shared");
    return open(name, false, "--storage shared:" + directory + " --fence fence ", prepare);
  }

  private static ClusterLab open(
      String name, boolean ownDisks, String storage, Consumer<ClusterLab> prepare) {
    Path folder = Lab.folder(name);
    ClusterLab lab = new ClusterLab(folder, Network.create(), ownDisks);
    try {
      lab.start(storage, prepare);
    } catch (RuntimeException | AssertionError e) {
      lab.network.close();
      lab.disks.forEach(Disk::close);
      throw e;
    }
    return lab;
  }

  private void start(String storage, Consumer<ClusterLab> prepare) {
    ClusterNode first = add("a", List.of("cluster", "init"));
    for (String name : List.of("b", "w")) {
      String token = first.havenfs("cluster", "token", "--admin", admin(first)).strip();
      add(name, List.of("cluster", "join", "--token", token));
    }
    prepare.accept(this);
    order(
        "service create files --node a --node b %s--address %s/24%%%s --export"
            .formatted(storage, address(), Host.DEVICE),
        "/ *(rw,no_root_squash)");
    awaitCopies(2);
  }

  private ClusterNode add(String name, List<String> command) {
    boolean witness = name.equals("w");
    Path place = folder.resolve(name);
    Optional<Disk> disk = ownDisks && !witness ? Optional.of(Disk.mount(place)) : Optional.empty();
    disk.ifPresent(disks::add);
    ClusterNode node = new ClusterNode(name, network.addHost(), place, disk);
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--dir", node.directory().toString(), "--name", name));
    words.addAll(List.of("--address", node.host().address()));
    words.addAll(List.of("--admin-address", node.host().address()));
    if (witness) {
      words.add("--witness");
    }
    node.havenfs(words.toArray(String[]::new));
    node.start();
    nodes.add(node);
    return node;
  }

  private static String admin(ClusterNode node) {
    return node.host().address() + ":" + ADMIN;
  }

  /** Types a command at the witness; {@code last} may contain blanks. */
  void order(String words, String... last) {
    var _ = ask(words, last);
  }

  /** The same; returns what is printed. */
  String ask(String words, String... last) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of(last));
    all.addAll(List.of("--admin", admin(witness())));
    return witness().havenfs(all.toArray(String[]::new));
  }

  /** Tells a node to stop, as {@code havenfs node stop} does; returns when it has. */
  void stop(ClusterNode node) {
    post("nodes/" + node.name() + "/stop", "");
    node.awaitEnd();
  }

  /** What the command of that name sends to the witness, without starting a JVM. */
  private void post(String what, String body) {
    String request =
        "POST /v1/%s HTTP/1.0\\r\\nContent-Length: %d\\r\\n\\r\\n%s"
            .formatted(what, body.length(), body);
    Command.Outcome outcome = exchange(witness(), request);
    if (!outcome.output().contains(" 200 ")) {
      throw new AssertionError(what + ": " + outcome.output());
    }
  }

  /** All nodes, the witness last. */
  List<ClusterNode> nodes() {
    return nodes;
  }

  /** The nodes with data. */
  List<ClusterNode> data() {
    return nodes.subList(0, 2);
  }

  ClusterNode witness() {
    return nodes.getLast();
  }

  Path folder() {
    return folder;
  }

  Network network() {
    return network;
  }

  /** The service's address. */
  String address() {
    return network.freeAddress(0);
  }

  /** Who serves at the moment; fails if nobody does for long. */
  ClusterNode primary() {
    return node(awaitReport("a primary", report -> !report.primary().isEmpty()).primary());
  }

  /** The node with data that does not serve. */
  ClusterNode secondary() {
    return other(primary());
  }

  /** The other node with data. */
  ClusterNode other(ClusterNode one) {
    return data().stream().filter(node -> node != one).findFirst().orElseThrow();
  }

  /** Who leads the quorum; fails if nobody does for long. */
  ClusterNode leader() {
    return node(awaitReport("a leader", report -> !report.leader().isEmpty()).leader());
  }

  /** Returns when another node than {@code before} knows that another than that leads. */
  void awaitElection(ClusterNode before) {
    await("another leader than " + before.name())
        .atMost(LIMIT)
        .until(
            () ->
                nodes.stream()
                    .filter(node -> node != before && node.isRunning())
                    .map(node -> ask(node, "/v1/local/cluster"))
                    .flatMap(Optional::stream)
                    .map(Report::leader)
                    .anyMatch(leader -> !leader.isEmpty() && !leader.equals(before.name())));
  }

  private ClusterNode node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns when the service is on another node than {@code before}. */
  void awaitMoved(ClusterNode before) {
    awaitReport(
        "another primary than " + before.name(), report -> report.isServedByOther(before.name()));
  }

  /** Returns when so many copies are in sync. */
  void awaitCopies(int count) {
    awaitReport(count + " copies", report -> report.copies() == count);
  }

  /** Has this node serve; does nothing if it does. */
  void moveTo(ClusterNode node) {
    if (primary() != node) {
      ClusterNode before = primary();
      post("services/" + SERVICE + "/move", node.name());
      awaitMoved(before);
    }
  }

  /** Boots a client that has mounted the service. */
  UmlClient client(String name, String version, String... options) {
    return client(network.addTap(), name, version, options);
  }

  /** The same on the switch of a node's host. */
  UmlClient clientBeside(ClusterNode node, String name, String version, String... options) {
    return client(network.addTap(node.host()), name, version, options);
  }

  private UmlClient client(Network.Tap tap, String name, String version, String... options) {
    UmlClient client = UmlClient.boot(tap, name, folder);
    client.mount(new ServerProcess.Endpoint(address(), NFS, NFS, "/"), version, options);
    return client;
  }

  /** Returns the first report that is so. */
  Report awaitReport(String what, Predicate<Report> condition) {
    return await(what)
        .atMost(LIMIT)
        .pollInterval(POLL)
        .until(() -> findReport().filter(condition), Optional::isPresent)
        .orElseThrow();
  }

  /** What the cluster says of itself. */
  Report report() {
    return awaitReport("the cluster's report", report -> true);
  }

  /** The report of the first that gives one; no JVM is started for it. */
  private Optional<Report> findReport() {
    return nodes.reversed().stream()
        .filter(ClusterNode::isRunning)
        .map(node -> ask(node, "/v1/cluster"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Report> ask(ClusterNode node, String path) {
    Command.Outcome outcome = exchange(node, "GET " + path + " HTTP/1.0\\r\\n\\r\\n");
    int body = outcome.output().indexOf('{');
    if (outcome.status() != 0 || body < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Report(JSON.readTree(outcome.output().substring(body))));
    } catch (IOException cut) {
      return Optional.empty();
    }
  }

  /** The failovers so far, for people. */
  List<String> failovers() {
    return report().failovers();
  }

  private static Command.Outcome exchange(ClusterNode node, String request) {
    String script =
        "exec 3<>/dev/tcp/%s/%s && printf '%s' >&3 && cat <&3"
            .formatted(node.host().address(), ADMIN, request);
    List<String> words = node.host().inside("timeout", ANSWER_SECONDS, "bash", "-c", script);
    return new Command(words).run(Duration.ofMinutes(1));
  }

  @Override
  public void close() {
    try (network) {
      nodes.stream().filter(ClusterNode::isRunning).forEach(ClusterNode::kill);
    }
    disks.forEach(Disk::close);
    Lab.deleteStores(nodes.stream().map(ClusterNode::directory).toList());
  }
}
