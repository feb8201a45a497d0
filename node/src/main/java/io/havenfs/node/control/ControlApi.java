package io.havenfs.node.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.admin.Route;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.Desired;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.ServiceId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The control requests of one node; the package's page says who answers what. */
public final class ControlApi {
  private static final Duration DECISION_PATIENCE = Duration.ofSeconds(15);
  private static final Duration COMPARISON_PATIENCE = Duration.ofHours(4);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);

  /** For what another node knows at once: a connection to one that was cut off never answers. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(2);

  private static final String PREFIX = "/v1";
  private static final String LOCAL = "/v1/local";

  private final Quorum quorum;
  private final ServicePort local;
  private final Reports reports;
  private final ObjectMapper json = new ObjectMapper();
  private final AdminClient others = new AdminClient(CONNECT_PATIENCE, ANSWER_PATIENCE);
  private final AdminClient primary = new AdminClient(CONNECT_PATIENCE, COMPARISON_PATIENCE);

  /** Answers from this node's part of the quorum, and what this node holds. */
  public ControlApi(Quorum quorum, ServicePort local) {
    this.quorum = quorum;
    this.local = local;
    this.reports = new Reports(quorum, local);
  }

  /** For the admin endpoint. */
  public List<Route> routes() {
    return List.of(
        new Route("GET", PREFIX + "/cluster", request -> cluster()),
        new Route("GET", LOCAL + "/cluster", request -> Answer.json(reports.cluster())),
        new Route("POST", PREFIX + "/settings", this::settings),
        new Route("POST", PREFIX + "/services", this::service),
        new Route("POST", LOCAL + "/services", this::localService),
        new Route("POST", PREFIX + "/nodes", this::node),
        new Route("POST", LOCAL + "/stop", request -> stop()));
  }

  /** The leader's report, for it judges who is alive; this node's own when that cannot be had. */
  private Answer cluster() {
    Optional<NodeId> leader = quorum.leader();
    if (leader.isPresent() && !leader.get().equals(quorum.self())) {
      try {
        return at(others, leader.get(), "GET", LOCAL + "/cluster", "");
      } catch (IOException unreachable) {
        // Its admin endpoint listens on loopback, or it has just died: the own report has to do.
      }
    }
    return Answer.json(reports.cluster());
  }

  private Answer settings(Route.Request request) throws IOException {
    SettingsDescription wanted = read(request.body(), SettingsDescription.class);
    return submit(
        new Command.UpdateSettings(wanted.settings()), "the cluster's settings are changed");
  }

  private Answer service(Route.Request request) throws IOException {
    Target target = Target.of(request.rest());
    ServiceId id = new ServiceId(target.name());
    return switch (target.action()) {
      case "create" ->
          submit(new Command.CreateService(described(id, request).spec()), id + " is created");
      case "update" ->
          submit(new Command.UpdateService(described(id, request).spec()), id + " is changed");
      case "online" -> submit(new Command.SetDesired(id, Desired.ONLINE), id + " is to be online");
      case "offline" ->
          submit(new Command.SetDesired(id, Desired.OFFLINE), id + " is to be offline");
      case "move" ->
          submit(
              new Command.RequestMove(id, new NodeId(request.body().strip())),
              id + " is to move to " + request.body().strip());
      case "cancel-move" -> submit(new Command.CancelMove(id), id + " stays where it is");
      case "delete" -> submit(new Command.DeleteService(id), id + " is deleted");
      case "verify", "sync" -> atPrimary(id, target, request);
      default -> Answer.text(Answer.NOT_FOUND, "no action " + target.action() + " for services");
    };
  }

  private ServiceDescription described(ServiceId id, Route.Request request) throws IOException {
    ServiceDescription description = read(request.body(), ServiceDescription.class);
    if (!description.name().equals(id.name())) {
      throw new IOException("the description is of " + description.name() + ", not of " + id);
    }
    return description;
  }

  private Answer atPrimary(ServiceId id, Target target, Route.Request request) throws IOException {
    NodeId server =
        quorum
            .state()
            .service(id)
            .orElseThrow(() -> new IOException("there is no service " + id))
            .view()
            .primary()
            .orElseThrow(() -> new IOException("no node serves " + id));
    return server.equals(quorum.self())
        ? localService(request)
        : at(primary, server, "POST", LOCAL + "/services/" + target.path(), request.body());
  }

  private Answer localService(Route.Request request) throws IOException {
    Target target = Target.of(request.rest());
    ServiceId id = new ServiceId(target.name());
    return switch (target.action()) {
      case "verify" ->
          Answer.json(await(local.compare(id), COMPARISON_PATIENCE, "comparing " + id));
      case "sync" -> {
        NodeId peer = new NodeId(request.body().strip());
        local.synchronise(id, peer);
        yield done("the copy of " + id + " on " + peer + " is being brought up to date");
      }
      default -> Answer.text(Answer.NOT_FOUND, "no action " + target.action() + " here");
    };
  }

  private Answer node(Route.Request request) throws IOException {
    Target target = Target.of(request.rest());
    NodeId id = new NodeId(target.name());
    return switch (target.action()) {
      case "remove" -> submit(new Command.RemoveNode(id), "node " + id + " is removed");
      case "stop" ->
          id.equals(quorum.self()) ? stop() : at(others, id, "POST", LOCAL + "/stop", "");
      default -> Answer.text(Answer.NOT_FOUND, "no action " + target.action() + " for nodes");
    };
  }

  private Answer stop() {
    local.stopNode();
    return done("node " + quorum.self() + " is stopping");
  }

  private Answer at(AdminClient client, NodeId node, String method, String path, String body)
      throws IOException {
    NodeInfo info =
        quorum.state().node(node).orElseThrow(() -> new IOException("there is no node " + node));
    try {
      return client.ask(info.address() + ":" + info.adminPort(), method, path, body);
    } catch (IOException unreachable) {
      throw new IOException(
          "this can be asked of node " + node + " only, and " + unreachable.getMessage(),
          unreachable);
    }
  }

  private Answer submit(Command command, String done) throws IOException {
    return switch (await(quorum.submit(command), DECISION_PATIENCE, "the quorum's decision")) {
      case CommandResult.Accepted accepted -> {
        var _ = await(quorum.reached(accepted.revision()), DECISION_PATIENCE, "the new state");
        yield done(done);
      }
      case CommandResult.Refused refused -> Answer.text(Answer.CONFLICT, refused.message());
    };
  }

  private static Answer done(String what) {
    return Answer.json(Map.of("done", what));
  }

  private static <T> T await(CompletionStage<T> stage, Duration patience, String what)
      throws IOException {
    try {
      return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(what + ": not within " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException(
          what + ": " + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
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
