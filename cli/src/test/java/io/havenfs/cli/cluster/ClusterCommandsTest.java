package io.havenfs.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.cli.Main;
import io.havenfs.node.admin.AdminEndpoint;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.clients.ClientDesk;
import io.havenfs.node.cluster.ServiceChecks;
import io.havenfs.node.control.ControlApi;
import io.havenfs.node.control.ServicePort;
import io.havenfs.quorum.QuorumListener;
import io.havenfs.quorum.memory.QuorumInMemory;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.Command.ChangeView;
import io.havenfs.quorum.model.Command.Initialise;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.Event;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.Settings;
import io.havenfs.quorum.model.Severity;
import io.havenfs.quorum.model.Storage;
import io.havenfs.quorum.model.View;
import io.havenfs.replication.Comparison;
import io.havenfs.replication.ReplicaStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterCommandsTest {
  private static final NodeId N1 = new NodeId("n1");
  private static final NodeId N2 = new NodeId("n2");
  private static final ServiceId HOME = new ServiceId("home");

  private record Outcome(int code, String out, String err) {}

  /** This node, which notes what it is asked. */
  private static final class Node implements ServicePort {
    private final List<String> asked = new ArrayList<>();

    @Override
    public Optional<ReplicaStatus> status(ServiceId service) {
      return Optional.empty();
    }

    @Override
    public CompletionStage<Comparison> compare(ServiceId service) {
      return CompletableFuture.completedStage(
          new Comparison(Map.of("n2", new Comparison.Difference(4096, 0, 3))));
    }

    @Override
    public CompletionStage<Optional<String>> acceptLoss(ServiceId service) {
      return CompletableFuture.completedStage(Optional.of("it is only a test"));
    }

    @Override
    public void synchronise(ServiceId service, NodeId peer) {
      asked.add("synchronise " + service + " on " + peer);
    }

    @Override
    public Optional<ClientDesk> clients(ServiceId service) {
      return Optional.empty();
    }

    @Override
    public void stopNode() {
      asked.add("stop");
    }
  }

  @TempDir private Path folder;
  private final QuorumInMemory quorum = new QuorumInMemory(N1, 1);
  private final Node node = new Node();
  @AutoClose private AdminEndpoint endpoint;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  ClusterCommandsTest() {}

  @BeforeEach
  void start() throws IOException {
    endpoint =
        AdminEndpoint.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new ControlApi(quorum, node, ClusterCommandsTest::other, ServiceChecks::check)
                .routes());
    Set<Role> data = Set.of(Role.VOTER, Role.DATA);
    var _ =
        quorum.decide(
            new Initialise(
                "c-1",
                Settings.DEFAULT,
                List.of(
                    new NodeInfo(N1, "127.0.0.1", 101, 102, 103, data, 0),
                    new NodeInfo(new NodeId("n2"), "127.0.0.2", 101, 102, 103, data, 0),
                    new NodeInfo(
                        new NodeId("w"), "127.0.0.3", 101, 102, 103, Set.of(Role.VOTER), 0))));
  }

  /** No other node runs. */
  private static Answer other(
      NodeInfo node, String method, String path, String body, Duration patience)
      throws IOException {
    throw new IOException("node at " + node.address() + " cannot be reached");
  }

  private Outcome run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--admin");
    all.add("127.0.0.1:" + endpoint.address().getPort());
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  private Outcome create() {
    return run(
        "service", "create", "home", "--address", "127.0.0.9:2049", "--node", "n1", "--node", "n2");
  }

  private ServiceState home() {
    return quorum.state().service(HOME).orElseThrow();
  }

  /** What the agents of a real cluster do by themselves. */
  private void serveOnN1() {
    var _ = quorum.decide(new ChangeView(HOME, home().view().takenOver(N1, List.of(N1, N2)), N1));
  }

  /** Has the primary do, from now on and on another thread, what it is asked to do. */
  private void obey() {
    var _ =
        quorum.subscribe(
            new QuorumListener() {
              @Override
              public void stateChanged(ControlState state) {
                state.service(HOME).flatMap(ClusterCommandsTest::next).ifPresent(this::propose);
              }

              private void propose(View next) {
                Thread.ofVirtual().start(() -> quorum.decide(new ChangeView(HOME, next, N1)));
              }
            });
  }

  private static Optional<View> next(ServiceState service) {
    View view = service.view();
    boolean served = view.primary().isPresent();
    if (service.move().isPresent()) {
      return Optional.of(view.takenOver(service.move().get().to(), view.inSync()));
    }
    if (service.spec().desired() == Desired.OFFLINE) {
      return served ? Optional.of(view.released()) : Optional.empty();
    }
    return served ? Optional.empty() : Optional.of(view.takenOver(N1, List.of(N1, N2)));
  }

  private Outcome createShared(String path, String fence) {
    return run(
        "service",
        "create",
        "home",
        "--address",
        "127.0.0.9:2049",
        "--node",
        "n1",
        "--node",
        "n2",
        "--storage",
        "shared:" + path,
        "--fence",
        fence);
  }

  @Test
  void aServiceInSharedStorage() {
    assertThat(createShared("srv/home", "fence").err()).contains("not the absolute path");
    assertThat(createShared("/srv/home", "/bin/sh").err()).contains("folder of commands");
    assertThat(createShared("/srv/home", "fence").out()).isEqualTo("home is created\n");
    assertThat(home().spec().storage())
        .isEqualTo(
            new Storage.Shared(
                "/srv/home",
                Optional.empty(),
                Optional.empty(),
                Optional.of("fence"),
                Storage.Shared.USUAL_TIMEOUT));
    assertThat(home().spec().replicas()).containsExactly(N1, new NodeId("n2"));
  }

  @Test
  void aServicesLife() {
    assertThat(create().out()).isEqualTo("home is created\n");
    assertThat(home().spec().replicas()).containsExactly(N1, new NodeId("n2"));
    assertThat(run("service", "list").out()).contains("home").contains("waiting");

    serveOnN1();
    assertThat(run("service", "list").out()).containsPattern("home +online +n1 +n1,n2 +n1,n2");
    Outcome refused = run("service", "delete", "home");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("havenfs: delete service home: it is not offline\n");

    obey();
    assertThat(run("service", "offline", "home").out()).isEqualTo("home is offline\n");
    assertThat(run("service", "online", "home").out()).isEqualTo("home is online on node n1\n");
    assertThat(run("service", "offline", "home").code()).isZero();
    assertThat(run("service", "delete", "home").out()).isEqualTo("home is deleted\n");
    assertThat(quorum.state().services()).isEmpty();
  }

  @Test
  void aMoveIsWaitedFor() {
    create();
    serveOnN1();
    obey();

    assertThat(run("service", "move", "home", "n2").out()).isEqualTo("home is on node n2\n");
    assertThat(home().view().isPrimary(N2)).isTrue();
    assertThat(run("service", "move", "home", "n2").out()).isEqualTo("home is on node n2\n");
    assertThat(run("service", "move", "home", "w").err())
        .isEqualTo("havenfs: move service home to w: the node holds no replica of it\n");
  }

  @Test
  void aMoveThatFailsSaysWhy() {
    create();
    serveOnN1();
    var _ =
        quorum.subscribe(
            new QuorumListener() {
              @Override
              public void stateChanged(ControlState state) {
                View view = home().view();
                if (home().move().isPresent() && view.inSync().contains(N2)) {
                  Thread.ofVirtual()
                      .start(() -> quorum.decide(new ChangeView(HOME, view.without(N2), N1)));
                }
              }
            });

    Outcome outcome = run("service", "move", "home", "n2");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "havenfs: service home was not moved to n2: the copy on node n2 is no longer in"
                + " sync\n");
    assertThat(home().move()).as("it is not tried later, behind the operator's back").isEmpty();
  }

  @Test
  void aMoveThatEndsElsewhereTellsWhatTheNodesSay() {
    create();
    serveOnN1();
    var _ =
        quorum.subscribe(
            new QuorumListener() {
              @Override
              public void stateChanged(ControlState state) {
                if (home().move().isPresent()) {
                  Thread.ofVirtual().start(ClusterCommandsTest.this::beginAnew);
                }
              }
            });

    assertThat(run("service", "move", "home", "n2").err())
        .isEqualTo(
            "havenfs: service home was not moved to n2: it is on node n1 instead: no lease\n");
  }

  private void beginAnew() {
    Event event = new Event(1, Severity.WARNING, N1, Optional.of(HOME), "no lease");
    var _ = quorum.decide(new Command.RecordEvent(event));
    View view = home().view();
    var _ = quorum.decide(new ChangeView(HOME, view.takenOver(N1, view.inSync()), N1));
  }

  @Test
  void whoLeavesIsRemovedAndToldToStop() {
    Outcome left = run("cluster", "leave", "w", "--json");
    assertThat(left.code()).isZero();
    assertThat(left.out()).contains("node w has left the cluster; if it runs it must be stopped");
    assertThat(quorum.state().nodes()).doesNotContainKey(new NodeId("w"));

    assertThat(run("cluster", "leave", "n1").out())
        .isEqualTo("node n1 has left the cluster and is stopping\n");
    assertThat(node.asked).containsExactly("stop");
    assertThat(run("cluster", "leave", "n2").err()).contains("it is the only voter");
  }

  @Test
  void whatOnlyThePrimaryCanDoIsDoneThere() {
    create();
    serveOnN1();

    assertThat(run("service", "verify", "home", "--json").out())
        .contains("\"differentBlocks\" : 3");
    assertThat(run("service", "verify", "home").out())
        .isEqualTo(
            "home on node n2: 4096 bytes compared, 0 rows and 3 blocks differed and are being"
                + " repaired\n");
    assertThat(run("service", "sync", "home", "n2").err()).contains("on node n2 is in sync");
    assertThat(run("service", "sync", "home", "w").err()).contains("node w holds no copy");
    var _ = quorum.decide(new ChangeView(HOME, home().view().without(N2), N1));
    assertThat(run("service", "sync", "home", "n2").code()).isZero();
    assertThat(run("node", "stop", "n1").out()).isEqualTo("node n1 is stopping\n");
    assertThat(node.asked).containsExactly("synchronise home on n2", "stop");
  }

  @Test
  void anotherNodeThatCannotBeReachedIsNamed() {
    Outcome outcome = run("node", "stop", "n2");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("havenfs: only node n2 can do this, and node at 127.0.0.2 cannot be reached\n");
  }

  @Test
  void clusterStatus() {
    create();

    String status = run("cluster", "status").out();
    assertThat(status).contains("cluster c-1, quorum led by n1, dead after: normal");
    assertThat(status).containsPattern("n1 \\(leads\\) +alive +data,voter +127.0.0.1");
    assertThat(status).containsPattern("w +alive +voter");
    assertThat(run("cluster", "status", "--json").out()).contains("\"clusterId\" : \"c-1\"");
    assertThat(run("node", "list", "--json").out()).contains("\"name\" : \"w\"");
  }

  @Test
  void nonsenseIsRefusedAndChangesNothing() {
    assertThat(run("service", "create", "home", "--address", "10.0.0.300x", "--node", "n1").err())
        .contains("10.0.0.300x");
    assertThat(run("service", "create", "h", "--address", "10.0.0.3", "--node", "nine").err())
        .contains("there is no node nine");
    assertThat(run("service", "create", "h", "--address", "10.0.0.3", "--node", "w").err())
        .contains("node w holds no data");
    assertThat(run("service", "move", "none", "n2").err()).contains("none");
    assertThat(run("service", "verify", "none").err()).contains("there is no service none");
    assertThat(run("node", "remove", "none").err()).contains("no such node");
    assertThat(quorum.state().services()).isEmpty();
    assertThat(quorum.state().nodes()).hasSize(3);
  }

  @Test
  void aFileIsAppliedAsAWhole() throws IOException {
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(
        file,
        """
        settings:
          dead-after: fast
        services:
          - name: home
            addresses: ["127.0.0.9"]
            nodes: [n1, n2]
            exports: ["/ *(rw)"]
        """);

    Outcome dry = run("cluster", "apply", file.toString(), "--dry-run");
    assertThat(dry.out()).contains("deadAfter: normal -> fast").contains("+ service home");
    assertThat(quorum.state().services()).isEmpty();

    assertThat(run("cluster", "apply", file.toString()).code()).isZero();
    assertThat(home().spec().storage().copies()).isEqualTo(2);
    assertThat(run("cluster", "apply", file.toString()).out()).isEqualTo("nothing to change\n");

    Files.writeString(file, Files.readString(file).replace("rw", "ro"));
    assertThat(run("cluster", "apply", file.toString()).out())
        .contains("~ service home: exports: [/ *(rw)] -> [/ *(ro)]");
    assertThat(home().spec().exports()).containsExactly("/ *(ro)");
  }

  @Test
  void aFileIsCheckedAsAWholeBeforeAnythingChanges() throws IOException {
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(
        file,
        """
        settings:
          dead-after: fast
        services:
          - name: home
            addresses: ["127.0.0.9"]
            nodes: [n1, n2]
            exports: ["/ *(rw)"]
          - name: work
            addresses: ["127.0.0.9"]
            nodes: [n2, n1]
            exports: ["/ *(rw)"]
        """);
    Outcome same = run("cluster", "apply", file.toString());
    assertThat(same.code()).isEqualTo(1);
    assertThat(same.err())
        .isEqualTo("havenfs: create service work: service home has one of its addresses\n");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("127.0.0.9", "127.0.0.8")
            .replaceFirst("(?s)rw(?!.*rw)", "rw,nonsense"));
    Outcome nonsense = run("cluster", "apply", file.toString());
    assertThat(nonsense.err()).contains("work").contains("nonsense");
    assertThat(quorum.state().services()).isEmpty();
    assertThat(quorum.state().settings()).isEqualTo(Settings.DEFAULT);

    Files.writeString(file, Files.readString(file).replace(",nonsense", ""));
    assertThat(run("cluster", "apply", file.toString(), "--json").out())
        .contains("\"~ settings: deadAfter: normal -> fast\"")
        .contains("\"work is created\"");
  }

  @Test
  void clientsAreAskedForWhereTheirServiceIsServed() {
    assertThat(run("clients").out()).startsWith("SERVICE").hasLineCount(1);
    assertThat(run("locks", "--json").out().strip()).isEqualTo("[ ]");
    assertThat(run("clients", "home").err()).contains("there is no service home");
    assertThat(create().code()).isZero();
    assertThat(run("clients", "home").err()).contains("no node serves service home");
    assertThat(run("client", "evict", "v4-1").err()).contains("say which service's");
    assertThat(run("lock", "break", "home", "dir/f").code()).isEqualTo(2);
    assertThat(run("lock", "break", "home").err()).contains("which file?");
    assertThat(run("client").code()).isEqualTo(2);
  }

  @Test
  void aWrongFileIsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("cluster.yaml");
    Files.writeString(file, "services:\n  - name: home\n    adresses: [\"10.0.0.1\"]\n");
    Outcome outcome = run("cluster", "apply", file.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("cluster.yaml:3:5: services[0].adresses: unknown key");

    Files.writeString(
        file, "services:\n  - name: home\n    addresses: [\"10.0.0.1\"]\n    nodes: [x]\n");
    Outcome unknown = run("cluster", "apply", file.toString());
    assertThat(unknown.err()).contains("there is no node x");
    assertThat(quorum.state().services()).isEmpty();
  }
}
