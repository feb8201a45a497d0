package io.havenfs.node.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.clients.ClientDesk;
import io.havenfs.node.clients.DeskAction;
import io.havenfs.node.clients.DeskRequest;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.ServiceId;
import io.havenfs.quorum.model.ServiceState;
import java.io.IOException;
import java.time.Duration;

/**
 * Requests about clients. Only the node that serves a service knows its clients; without a service
 * named, lists are of all services that are served. Blocks; thread-safe.
 */
final class ClientOrders {
  /** Looking for the paths of locks takes a while in a large service. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Quorum quorum;
  private final ServicePort local;
  private final NodeCalls nodes;
  private final ObjectMapper json = new ObjectMapper();

  ClientOrders(Quorum quorum, ServicePort local, NodeCalls nodes) {
    this.quorum = quorum;
    this.local = local;
    this.nodes = nodes;
  }

  /** At whichever node serves. */
  Answer anywhere(DeskAction action, DeskRequest request) throws IOException {
    if (!request.service().isEmpty()) {
      return served(action, request);
    }
    if (!action.lists() || !request.path().isEmpty()) {
      throw new IOException("say which service's");
    }
    ArrayNode all = json.createArrayNode();
    for (ServiceState service : quorum.state().services().values()) {
      if (service.view().primary().isPresent()) {
        DeskRequest one = new DeskRequest(service.id().name(), "", request.client());
        Answer answer = served(action, one);
        if (answer.code() != Answer.OK) {
          return answer;
        }
        for (JsonNode each : json.readTree(answer.body())) {
          all.add(each);
        }
      }
    }
    return Answer.json(all);
  }

  private Answer served(DeskAction action, DeskRequest request) throws IOException {
    NodeId server = NodeCalls.server(nodes.known(new ServiceId(request.service())));
    if (server.equals(quorum.self())) {
      return here(action, request);
    }
    String body = json.writeValueAsString(request);
    return nodes.at(server, "POST", "/v1/local/" + action.path(), body, PATIENCE);
  }

  /** At this node. */
  Answer here(DeskAction action, DeskRequest request) throws IOException {
    ServiceId id = new ServiceId(request.service());
    ClientDesk desk =
        local
            .clients(id)
            .orElseThrow(
                () ->
                    new IOException(
                        "node " + quorum.self() + " does not serve service " + id + " (yet)"));
    return action.at(desk, request);
  }
}
