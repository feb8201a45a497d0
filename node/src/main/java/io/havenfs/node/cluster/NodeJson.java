package io.havenfs.node.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.havenfs.quorum.model.DeadAfter;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Nodes and identities as JSON. */
public final class NodeJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private NodeJson() {}

  /** A node. */
  public static ObjectNode of(NodeInfo node) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("name", node.id().name());
    json.put("address", node.address());
    json.put("peerPort", node.peerPort());
    json.put("raftPort", node.raftPort());
    json.put("adminPort", node.adminPort());
    node.roles().stream().sorted().forEach(role -> json.withArray("roles").add(word(role)));
    json.put("incarnation", node.incarnation());
    return json;
  }

  /**
   * The node that {@code json} is.
   *
   * @throws IOException when something is missing or wrong; says what
   */
  public static NodeInfo node(JsonNode json) throws IOException {
    try {
      Set<Role> roles = EnumSet.noneOf(Role.class);
      for (JsonNode role : json.required("roles")) {
        roles.add(Role.valueOf(role.asText().toUpperCase(Locale.ROOT)));
      }
      return new NodeInfo(
          new NodeId(json.required("name").asText()),
          json.required("address").asText(),
          json.required("peerPort").asInt(),
          json.required("raftPort").asInt(),
          json.required("adminPort").asInt(),
          roles,
          json.path("incarnation").asLong(NodeInfo.NEVER_RAN));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a node: " + e.getMessage(), e);
    }
  }

  /** An identity. */
  public static ObjectNode of(NodeIdentity identity) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("cluster", identity.cluster().toString());
    json.set("node", of(identity.self()));
    json.put("adminAddress", identity.adminAddress());
    json.put("founder", identity.founder());
    json.put("deadAfter", identity.deadAfter().name().toLowerCase(Locale.ROOT));
    identity.known().forEach(node -> json.withArray("known").add(of(node)));
    return json;
  }

  /** The identity that {@code json} is. */
  public static NodeIdentity identity(JsonNode json) throws IOException {
    try {
      List<NodeInfo> known = new ArrayList<>();
      for (JsonNode each : json.path("known")) {
        known.add(node(each));
      }
      return new NodeIdentity(
          UUID.fromString(json.required("cluster").asText()),
          node(json.required("node")),
          json.required("adminAddress").asText(),
          json.required("founder").asBoolean(),
          DeadAfter.valueOf(json.required("deadAfter").asText().toUpperCase(Locale.ROOT)),
          known);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a node's identity: " + e.getMessage(), e);
    }
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
