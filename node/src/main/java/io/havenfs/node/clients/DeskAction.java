package io.havenfs.node.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.admin.Answer;
import java.io.IOException;
import java.util.Map;

/** What can be asked of a desk; each has a path below {@code /v1/} by its own name. */
public enum DeskAction {
  /** Lists clients. */
  CLIENTS("clients") {
    @Override
    public Answer at(ClientDesk desk, DeskRequest request) {
      return Answer.json(desk.clients(request.service()));
    }
  },
  /** Lists locks and share reservations. */
  LOCKS("locks") {
    @Override
    public Answer at(ClientDesk desk, DeskRequest request) throws IOException {
      return Answer.json(desk.locks(request.service(), request.path()));
    }
  },
  /** Takes everything from a client. */
  EVICT("evict") {
    @Override
    public Answer at(ClientDesk desk, DeskRequest request) throws IOException {
      desk.evict(request.client());
      return done("client " + request.client() + " is evicted");
    }
  },
  /** Takes a file's locks away. */
  BREAK("break") {
    @Override
    public Answer at(ClientDesk desk, DeskRequest request) throws IOException {
      int count = desk.breakLocks(request.path(), request.client());
      return done("broken in " + request.path() + ": " + count);
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String path;

  DeskAction(String path) {
    this.path = path;
  }

  /** The last part of its path. */
  public String path() {
    return path;
  }

  /** Whether it may be asked of all services at once. */
  public boolean lists() {
    return this == CLIENTS || this == LOCKS;
  }

  /** Does it at {@code desk}. Blocks. */
  public abstract Answer at(ClientDesk desk, DeskRequest request) throws IOException;

  private static Answer done(String what) {
    return Answer.json(Map.of("done", what));
  }

  /** What a request's body says. */
  public static DeskRequest parse(String body) {
    try {
      return JSON.readValue(body, DeskRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the request is not understood: " + e.getOriginalMessage(), e);
    }
  }
}
