package io.havenfs.node.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.admin.Route;
import io.havenfs.quorum.Quorum;
import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.CommandResult;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets nodes join. A node may join with a token that an operator has asked this node for shortly
 * before; a token is good for one node.
 */
public final class JoinApi {
  /** How long a token is good for. */
  public static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int TOKEN_BYTES = 16;
  private static final int FORBIDDEN = 403;
  private static final int MAX_TOKENS = 100;

  private final Quorum quorum;
  private final NodeIdentity identity;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Long> tokens = new ConcurrentHashMap<>();
  private final ObjectMapper mapper = new ObjectMapper();

  /** Lets nodes join the cluster of {@code identity}. */
  public JoinApi(Quorum quorum, NodeIdentity identity) {
    this.quorum = quorum;
    this.identity = identity;
  }

  /** For the admin endpoint. */
  public List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/tokens", request -> token()),
        new Route("POST", "/v1/join", this::join));
  }

  private Answer token() throws IOException {
    long now = System.nanoTime();
    tokens.values().removeIf(until -> until - now < 0);
    if (tokens.size() >= MAX_TOKENS) {
      throw new IOException(MAX_TOKENS + " tokens are waiting to be used");
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    tokens.put(token, now + TOKEN_LIFE.toNanos());
    return Answer.json(Map.of("token", token, "validSeconds", TOKEN_LIFE.toSeconds()));
  }

  private Answer join(Route.Request request) throws IOException {
    JsonNode body;
    try {
      body = mapper.readTree(request.body());
    } catch (JsonProcessingException e) {
      throw new IOException("the request is not understood: " + e.getOriginalMessage(), e);
    }
    NodeInfo node = NodeJson.node(body.path("node"));
    Long until = tokens.remove(body.path("token").asText());
    if (until == null || until - System.nanoTime() < 0) {
      return Answer.text(
          FORBIDDEN, "node " + node.id() + " may not join: this node knows no such token");
    }
    CommandResult result = decide(new Command.AddNode(node.withIncarnation(NodeInfo.NEVER_RAN)));
    if (result instanceof CommandResult.Refused(String message)) {
      return Answer.text(Answer.CONFLICT, message);
    }
    ObjectNode answer = mapper.createObjectNode();
    answer.put("cluster", identity.cluster().toString());
    quorum.state().nodes().values().stream()
        .filter(other -> !other.id().equals(node.id()))
        .forEach(other -> answer.withArray("known").add(NodeJson.of(other)));
    return Answer.json(answer);
  }

  private CommandResult decide(Command command) throws IOException {
    try {
      return quorum
          .submit(command)
          .toCompletableFuture()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the quorum does not decide; is a majority of it up?", e);
    } catch (ExecutionException e) {
      throw new IOException("the quorum does not decide: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
