package io.havenfs.interop;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Three hosts with a node each, {@code a} and {@code b} with data and {@code w} a witness, and one
 * service on them, set up by the commands that an administrator types. Used by one test thread.
 */
final class ClusterLab implements AutoCloseable {
  static final String SERVICE = "files";

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String ADMIN = "20490";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Network network;
  private final List<ClusterNode> nodes = new ArrayList<>();

  private ClusterLab(Path folder, Network network) {
    this.folder = folder;
    this.network = network;
  }

  /** Starts the cluster; returns when the service has two copies. Skips where a lab cannot be. */
  static ClusterLab open(String name) {
    Path folder = Lab.folder(name);
    ClusterLab lab = new ClusterLab(folder, Network.create());
    try {
      lab.start();
    } catch (RuntimeException | AssertionError e) {
      lab.network.close();
      throw e;
    }
    return lab;
  }

  private void start() {
    ClusterNode first = add("a", List.of("cluster", "init"));
    for (String name : List.of("b", "w")) {
      String token = first.havenfs("cluster", "token", "--admin", admin(first)).strip();
      add(name, List.of("cluster", "join", "--token", token));
    }
    String address = network.freeAddress(0) + "/24%" + Host.DEVICE;
    order(
        "service create files --node a --node b --address %s --export".formatted(address),
        "/ *(rw,no_root_squash)");
    awaitCopies(2);
  }

  private ClusterNode add(String name, List<String> command) {
    ClusterNode node = new ClusterNode(name, network.addHost(), folder);
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--dir", node.directory().toString(), "--name", name));
    words.addAll(List.of("--address", node.host().address()));
    words.addAll(List.of("--admin-address", node.host().address()));
    if (name.equals("w")) {
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
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of(last));
    ClusterNode witness = nodes.getLast();
    all.addAll(List.of("--admin", admin(witness)));
    witness.havenfs(all.toArray(String[]::new));
  }

  List<ClusterNode> nodes() {
    return nodes;
  }

  Network network() {
    return network;
  }

  Path folder() {
    return folder;
  }

  /** Who serves at the moment; fails if nobody does for long. */
  ClusterNode primary() {
    awaitState("a primary", state -> !service(state).path("primary").asText().isEmpty());
    String name = service(state()).path("primary").asText();
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  /** The node with data that does not serve. */
  ClusterNode secondary() {
    ClusterNode primary = primary();
    return nodes.subList(0, 2).stream().filter(node -> node != primary).findFirst().orElseThrow();
  }

  /** Returns when the service is on another node than {@code before}. */
  void awaitMoved(ClusterNode before) {
    awaitState(
        "another primary than " + before.name(),
        state -> {
          String primary = service(state).path("primary").asText();
          return !primary.isEmpty() && !primary.equals(before.name());
        });
  }

  /** Returns when so many copies are in sync. */
  void awaitCopies(int count) {
    awaitState(count + " copies", state -> service(state).path("inSync").size() == count);
  }

  /** Boots a client that has mounted the service. */
  UmlClient client(String name, String version, String... options) {
    UmlClient client = UmlClient.boot(network, name, folder);
    client.mount(
        new ServerProcess.Endpoint(network.freeAddress(0), 2049, 2049, "/"), version, options);
    return client;
  }

  private void awaitState(String what, Predicate<JsonNode> condition) {
    await(what).atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> has(condition));
  }

  private boolean has(Predicate<JsonNode> condition) {
    return findState().filter(condition).isPresent();
  }

  private JsonNode state() {
    await("the cluster's state").atMost(LIMIT).until(() -> findState().isPresent());
    return findState().orElseThrow();
  }

  /** The report of the witness, without starting a JVM for it. */
  private Optional<JsonNode> findState() {
    ClusterNode witness = nodes.getLast();
    String ask =
        "exec 3<>/dev/tcp/%s/%s && printf 'GET /v1/cluster HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3"
            .formatted(witness.host().address(), ADMIN);
    Command.Outcome outcome =
        new Command(witness.host().inside("bash", "-c", ask)).run(Duration.ofSeconds(20));
    int body = outcome.output().indexOf('{');
    if (outcome.status() != 0 || body < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(outcome.output().substring(body)));
    } catch (IOException cut) {
      return Optional.empty();
    }
  }

  private static JsonNode service(JsonNode state) {
    for (JsonNode service : state.path("services")) {
      if (service.path("specification").path("name").asText().equals(SERVICE)) {
        return service;
      }
    }
    return JSON.createObjectNode();
  }

  /** The failovers so far, for people. */
  String failovers() {
    return state().path("failovers").toString();
  }

  @Override
  public void close() {
    try (network) {
      nodes.stream().filter(ClusterNode::isRunning).forEach(ClusterNode::kill);
    }
    Lab.deleteStores(nodes.stream().map(ClusterNode::directory).toList());
  }
}
