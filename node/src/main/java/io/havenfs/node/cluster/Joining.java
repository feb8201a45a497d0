package io.havenfs.node.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.control.AdminClient;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The other side of {@link JoinApi}: what a node that joins asks of a node of the cluster. */
public final class Joining {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Joining() {}

  /**
   * Asks the node at {@code admin} for a token.
   *
   * @throws IOException with its words when it refuses
   */
  public static String token(AdminClient client, String admin) throws IOException {
    return JSON.readTree(ask(client, admin, "/v1/tokens", "")).path("token").asText();
  }

  /**
   * Adds {@code node} to the cluster of the node at {@code admin}; returns what its directory is to
   * say.
   *
   * @param adminAddress where the new node listens for control requests
   * @throws IOException with its words when it refuses
   */
  public static NodeIdentity join(
      AdminClient client, String admin, String token, NodeInfo node, String adminAddress)
      throws IOException {
    ObjectNode request = JSON.createObjectNode();
    request.put("token", token);
    request.set("node", NodeJson.of(node));
    JsonNode answer = JSON.readTree(ask(client, admin, "/v1/join", request.toString()));
    List<NodeInfo> known = new ArrayList<>();
    for (JsonNode each : answer.path("known")) {
      known.add(NodeJson.node(each));
    }
    UUID cluster = UUID.fromString(answer.path("cluster").asText());
    return new NodeIdentity(cluster, node, adminAddress, false, DeadAfter.NORMAL, known);
  }

  private static String ask(AdminClient client, String admin, String path, String body)
      throws IOException {
    Answer answer = client.ask(admin, "POST", path, body);
    if (answer.code() != Answer.OK) {
      throw new IOException(answer.body().strip());
    }
    return answer.body();
  }
}
