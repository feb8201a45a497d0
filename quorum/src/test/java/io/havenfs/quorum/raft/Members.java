package io.havenfs.quorum.raft;

import io.havenfs.host.address.FreePort;
import io.havenfs.host.time.SystemTime;
import io.havenfs.host.time.Time;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.Subscription;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Members in this process, on loopback, with directories of their own. */
final class Members implements AutoCloseable {
  static final long PATIENCE_SECONDS = 60;

  private final Path directory;
  private final UUID cluster = UUID.randomUUID();
  private final Time time = new SystemTime();
  private final Map<NodeId, NodeInfo> infos = new LinkedHashMap<>();
  private final Map<NodeId, Long> incarnations = new HashMap<>();
  private final Map<NodeId, RaftQuorum> running = new LinkedHashMap<>();

  Members(Path directory) {
    this.directory = directory;
  }

  /** A cluster of voters, initialised; all know the state. */
  static Members of(Path directory, Settings settings, String... names) throws Exception {
    Members members = new Members(directory);
    List<NodeInfo> first = new ArrayList<>();
    for (String name : names) {
      first.add(members.info(name, EnumSet.allOf(Role.class)));
    }
    for (NodeInfo node : first) {
      members.start(node.id(), first);
    }
    RaftQuorum one = members.get(names[0]);
    CommandResult result = result(one, new Initialise(members.cluster.toString(), settings, first));
    if (!result.accepted()) {
      throw new AssertionError(result);
    }
    for (RaftQuorum member : members.running.values()) {
      member.registered().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      await(member, () -> member.state().initialised());
    }
    return members;
  }

  NodeInfo info(String name, Set<Role> roles) throws IOException {
    NodeInfo info = new NodeInfo(new NodeId(name), "127.0.0.1", port(), port(), port(), roles, 0);
    infos.put(info.id(), info);
    return info;
  }

  private static int port() throws IOException {
    return FreePort.of(InetAddress.getLoopbackAddress());
  }

  RaftQuorum start(NodeId node, List<NodeInfo> known) throws IOException {
    long incarnation = incarnations.merge(node, 1L, Long::sum);
    RaftQuorumSettings settings =
        new RaftQuorumSettings(
            node,
            incarnation,
            Set.of(),
            directory.resolve(node.name()),
            cluster,
            "127.0.0.1",
            Objects.requireNonNull(infos.get(node)).raftPort(),
            known,
            Optional.empty());
    RaftQuorum quorum = RaftQuorum.start(settings, time);
    running.put(node, quorum);
    return quorum;
  }

  void stop(NodeId node) {
    Objects.requireNonNull(running.remove(node)).close();
  }

  RaftQuorum get(String name) {
    return Objects.requireNonNull(running.get(new NodeId(name)));
  }

  List<RaftQuorum> all() {
    return List.copyOf(running.values());
  }

  List<NodeInfo> known() {
    return List.copyOf(infos.values());
  }

  /** Whoever leads and says so. */
  RaftQuorum leader() throws Exception {
    for (RaftQuorum member : all()) {
      await(member, () -> all().stream().anyMatch(it -> it.leadership().isPresent()));
    }
    return all().stream().filter(it -> it.leadership().isPresent()).findFirst().orElseThrow();
  }

  static CommandResult result(Quorum quorum, Command command) throws Exception {
    return quorum.submit(command).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for news of {@code quorum} that make {@code condition} true. */
  static void await(Quorum quorum, BooleanSupplier condition) throws Exception {
    CompletableFuture<Void> met = new CompletableFuture<>();
    Runnable check =
        () -> {
          if (condition.getAsBoolean()) {
            met.complete(null);
          }
        };
    QuorumListener listener =
        new QuorumListener() {
          @Override
          public void stateChanged(ControlState state) {
            check.run();
          }

          @Override
          public void leadershipChanged(OptionalLong term) {
            check.run();
          }

          @Override
          public void healthChanged() {
            check.run();
          }
        };
    try (Subscription _ = quorum.subscribe(listener)) {
      check.run();
      met.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    all().forEach(RaftQuorum::close);
    running.clear();
  }
}
