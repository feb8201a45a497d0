package io.havenfs.quorum.join;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.quorum.codec.ControlJson;
import io.havenfs.quorum.identity.IdentityException;
import io.havenfs.quorum.model.NodeInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Request and answer, as JSON. */
final class JoinMessages {
  private static final ObjectMapper MAPPER = ControlJson.mapper();

  private JoinMessages() {}

  /**
   * What a newcomer asks.
   *
   * @param token without addresses
   * @param publicKey in PEM form
   */
  record Request(String token, NodeInfo node, String publicKey) {}

  /**
   * What it is answered: a refusal or all the rest.
   *
   * @param nodes all of the cluster, the newcomer too
   */
  record Answer(
      Optional<String> refusal,
      String authority,
      String authorityKey,
      String certificate,
      boolean tls,
      List<NodeInfo> nodes) {
    static Answer refused(String why) {
      return new Answer(Optional.of(why), "", "", "", false, List.of());
    }
  }

  static String text(Request request) {
    return new String(bytes(request), StandardCharsets.UTF_8);
  }

  static byte[] bytes(Object message) {
    try {
      return MAPPER.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a join message", e);
    }
  }

  static Request request(String text) throws IdentityException {
    try {
      return MAPPER.readValue(text, Request.class);
    } catch (IOException e) {
      throw new IdentityException("the join request cannot be read", e);
    }
  }

  static Answer answer(byte[] bytes) throws IdentityException {
    try {
      return MAPPER.readValue(bytes, Answer.class);
    } catch (IOException e) {
      throw new IdentityException("the answer to the join request cannot be read", e);
    }
  }
}
