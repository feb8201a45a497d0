package io.havenfs.node.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.admin.Route;
import io.havenfs.node.clients.DeskRoutes;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.machine.ControlStateMachine;
import io.havenfs.quorum.machine.Outcome;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.ControlState;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceSpec;
import io.havenfs.quorum.model.ServiceState;
import io.havenfs.quorum.model.View;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The control requests of one node; the package's page says who answers what. */
public final class ControlApi {
  private static final Duration COMPARISON_PATIENCE = Duration.ofHours(4);

  /** For what another node knows at once: one that was cut off never answers. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(2);

  private static final String PREFIX = "/v1";
  private static final String LOCAL = "/v1/local";
  private static final String SERVICES = PREFIX + "/services";
  private static final String SETTINGS = PREFIX + "/settings";

  /** No command that is checked is bound to a term. */
  private static final long NO_TERM = 0;

  private final Quorum quorum;
  private final ServicePort local;
  private final NodeCalls nodes;
  private final Consumer<ServiceSpec> checks;
  private final Reports reports;
  private final Decisions decisions;
  private final ServiceOrders orders;
  private final LossOrders losses;
  private final ClientOrders clients;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Answers from this node's part of the quorum, what this node holds, and other nodes.
   *
   * @param checks throws IllegalArgumentException for a specification that says what the quorum
   *     would take and no node could serve
   */
  public ControlApi(
      Quorum quorum, ServicePort local, OtherNodes others, Consumer<ServiceSpec> checks) {
    this.quorum = quorum;
    this.local = local;
    this.nodes = new NodeCalls(quorum, others);
    this.checks = checks;
    this.reports = new Reports(quorum, local);
    this.decisions = new Decisions(quorum);
    this.orders = new ServiceOrders(quorum, decisions);
    this.losses = new LossOrders(quorum, local, nodes, decisions);
    this.clients = new ClientOrders(quorum, local, nodes);
  }

  /** For operators, at the admin endpoint. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(localRoutes());
    routes.add(new Route("GET", PREFIX + "/cluster", request -> cluster()));
    routes.add(new Route("POST", SETTINGS, request -> settings(request.body())));
    routes.add(new Route("POST", SERVICES, this::service));
    routes.add(new Route("POST", PREFIX + "/check", request -> check(request.body())));
    routes.add(new Route("POST", PREFIX + "/nodes", this::node));
    routes.addAll(DeskRoutes.of(PREFIX, clients::anywhere));
    return routes;
  }

  /** What only this node can answer, for other nodes. */
  public List<Route> localRoutes() {
    List<Route> routes = new ArrayList<>();
    routes.add(new Route("GET", LOCAL + "/cluster", request -> Answer.json(reports.cluster())));
    routes.add(new Route("POST", LOCAL + "/services", this::localService));
    routes.add(new Route("POST", LOCAL + "/stop", request -> stop()));
    routes.addAll(DeskRoutes.of(LOCAL, clients::here));
    return routes;
  }

  /** The leader's report, for it judges who is alive; this node's own when that cannot be had. */
  private Answer cluster() {
    Optional<NodeId> leader = quorum.leader();
    if (leader.isPresent() && !leader.get().equals(quorum.self())) {
      try {
        return nodes.at(leader.get(), "GET", LOCAL + "/cluster", "", ANSWER_PATIENCE);
      } catch (IOException unreachable) {
        // It has just died, or is cut off: the own report has to do.
      }
    }
    return Answer.json(reports.cluster());
  }

  private Answer settings(String body) throws IOException {
    return decisions.submit(settingsCommand(body), "the cluster's settings are changed");
  }

  private Command settingsCommand(String body) throws IOException {
    return new Command.UpdateSettings(read(body, SettingsDescription.class).settings());
  }

  private Answer service(Route.Request request) throws IOException {
    Target target = Target.of(request.rest());
    ServiceId id = new ServiceId(target.name());
    return switch (target.action()) {
      case "create" -> decisions.submit(serviceCommand(target, request.body()), id + " is created");
      case "update" -> decisions.submit(serviceCommand(target, request.body()), id + " is changed");
      case "online" -> orders.desire(id, Desired.ONLINE);
      case "offline" -> orders.desire(id, Desired.OFFLINE);
      case "move" -> orders.move(id, new NodeId(request.body().strip()));
      case "cancel-move" -> decisions.submit(new Command.CancelMove(id), id + " stays where it is");
      case "delete" -> decisions.submit(new Command.DeleteService(id), id + " is deleted");
      case "verify", "sync" -> atPrimary(id, target, request);
      case "accept-loss" -> acceptLoss(id, target, new NodeId(request.body().strip()));
      default -> Answer.text(Answer.NOT_FOUND, "no action " + target.action() + " for services");
    };
  }

  private Command serviceCommand(Target target, String body) throws IOException {
    ServiceDescription description = read(body, ServiceDescription.class);
    if (!description.name().equals(target.name())) {
      throw new IOException(
          "the description is of " + description.name() + ", not of " + target.name());
    }
    ServiceSpec spec = description.spec();
    checks.accept(spec);
    return switch (target.action()) {
      case "create" -> new Command.CreateService(spec);
      case "update" -> new Command.UpdateService(spec);
      default -> throw new IOException("nothing to check in " + target.action());
    };
  }

  /**
   * Whether the quorum would take these requests, one after the other: a list of {@code {path,
   * body}}. Nothing is changed.
   */
  private Answer check(String body) throws IOException {
    ControlState state = quorum.state();
    for (JsonNode request : read(body, JsonNode.class)) {
      String path = request.path("path").asText();
      String content = json.writeValueAsString(request.path("body"));
      Command command =
          path.equals(SETTINGS)
              ? settingsCommand(content)
              : serviceCommand(Target.of(path.substring(SERVICES.length() + 1)), content);
      Outcome outcome = ControlStateMachine.apply(state, NO_TERM, command);
      if (outcome.result() instanceof CommandResult.Refused refused) {
        return Answer.text(Answer.CONFLICT, refused.message());
      }
      state = outcome.state();
    }
    return Decisions.done("all of it can be done");
  }

  private Answer atPrimary(ServiceId id, Target target, Route.Request request) throws IOException {
    ServiceState service = nodes.known(id);
    NodeId server = NodeCalls.server(service);
    if (target.action().equals("sync")) {
      checkSync(id, service.view(), server, new NodeId(request.body().strip()));
    }
    String path = LOCAL + "/services/" + target.path();
    return server.equals(quorum.self())
        ? localService(request)
        : nodes.at(server, "POST", path, request.body(), COMPARISON_PATIENCE);
  }

  private Answer acceptLoss(ServiceId id, Target target, NodeId node) throws IOException {
    ClusterReport report = read(cluster().body(), ClusterReport.class);
    return losses.order(id, node, report.nodes(), LOCAL + "/services/" + target.path());
  }

  private static void checkSync(ServiceId id, View view, NodeId server, NodeId peer)
      throws IOException {
    if (!view.replicas().contains(peer)) {
      throw new IOException("node " + peer + " holds no copy of service " + id);
    }
    if (peer.equals(server)) {
      throw new IOException("node " + peer + " serves " + id + ": the others follow its copy");
    }
    if (view.inSync().contains(peer)) {
      throw new IOException("the copy of service " + id + " on node " + peer + " is in sync");
    }
  }

  private Answer localService(Route.Request request) throws IOException {
    Target target = Target.of(request.rest());
    ServiceId id = new ServiceId(target.name());
    return switch (target.action()) {
      case "verify" ->
          Answer.json(Decisions.await(local.compare(id), COMPARISON_PATIENCE, "comparing " + id));
      case "sync" -> {
        NodeId peer = new NodeId(request.body().strip());
        local.synchronise(id, peer);
        yield Decisions.done("the copy of " + id + " on node " + peer + " is being synchronised");
      }
      case "accept-loss" -> losses.here(id, revision(request.body()));
      default -> Answer.text(Answer.NOT_FOUND, "no action " + target.action() + " here");
    };
  }

  private static long revision(String body) throws IOException {
    try {
      return Long.parseLong(body.strip());
    } catch (NumberFormatException malformed) {
      throw new IOException("'" + body.strip() + "' is not a revision", malformed);
    }
  }

  private Answer node(Route.Request request) throws IOException {
    Target target = Target.of(request.rest());
    NodeId id = new NodeId(target.name());
    return switch (target.action()) {
      case "remove", "leave" -> remove(id, target.action().equals("leave"));
      case "stop" ->
          id.equals(quorum.self())
              ? stop()
              : nodes.at(id, "POST", LOCAL + "/stop", "", ANSWER_PATIENCE);
      default -> Answer.text(Answer.NOT_FOUND, "no action " + target.action() + " for nodes");
    };
  }

  /** Unless the others could decide nothing without it. */
  private Answer remove(NodeId id, boolean isThere) throws IOException {
    ClusterReport report = read(cluster().body(), ClusterReport.class);
    Optional<String> objection = Majority.objection(report.nodes(), id.name());
    if (objection.isPresent()) {
      return Answer.text(Answer.CONFLICT, objection.get());
    }
    return isThere
        ? leave(id)
        : decisions.submit(new Command.RemoveNode(id), "node " + id + " is removed");
  }

  /** Removes a node and tells it to stop: the state knows no more where it is by then. */
  private Answer leave(NodeId id) throws IOException {
    NodeInfo node = nodes.known(id);
    if (decisions.decide(new Command.RemoveNode(id)) instanceof CommandResult.Refused refused) {
      return Answer.text(Answer.CONFLICT, refused.message());
    }
    if (id.equals(quorum.self())) {
      local.stopNode();
      return Decisions.done("node " + id + " has left the cluster and is stopping");
    }
    try {
      var _ = nodes.ask(node, "POST", LOCAL + "/stop", "", ANSWER_PATIENCE);
      return Decisions.done("node " + id + " has left the cluster and is stopping");
    } catch (IOException unreachable) {
      return Decisions.done(
          "node "
              + id
              + " has left the cluster; if it runs it must be stopped there, as "
              + unreachable.getMessage());
    }
  }

  private Answer stop() {
    local.stopNode();
    return Decisions.done("node " + quorum.self() + " is stopping");
  }

  private <T> T read(String body, Class<T> type) throws IOException {
    try {
      return json.readValue(body, type);
    } catch (JsonProcessingException e) {
      throw new IOException("the request is not understood: " + e.getOriginalMessage(), e);
    }
  }

  /** What the rest of a path says: {@code NAME/ACTION}. */
  private record Target(String name, String action) {
    static Target of(String rest) throws IOException {
      String[] parts = rest.split("/", -1);
      if (parts.length != 2) {
        throw new IOException("'" + rest + "' is not NAME/ACTION");
      }
      return new Target(parts[0], parts[1]);
    }

    String path() {
      return name + "/" + action;
    }
  }
}
