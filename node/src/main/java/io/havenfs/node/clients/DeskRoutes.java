package io.havenfs.node.clients;

import io.havenfs.node.admin.Answer;
import io.havenfs.node.admin.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The requests about clients, below {@code /v1/}: POST with a {@link DeskRequest} as JSON. */
public final class DeskRoutes {
  private DeskRoutes() {}

  /** Answers a request. */
  @FunctionalInterface
  public interface Handler {
    /** The answer; an {@link IOException} says why it cannot be done. */
    Answer handle(DeskAction action, DeskRequest request) throws IOException;
  }

  /** The routes below {@code prefix}, all answered by {@code handler}. */
  public static List<Route> of(String prefix, Handler handler) {
    return Arrays.stream(DeskAction.values())
        .map(
            action ->
                new Route(
                    "POST",
                    prefix + "/" + action.path(),
                    request -> handler.handle(action, DeskAction.parse(request.body()))))
        .toList();
  }

  /** Those of a server that has one service, without a name. */
  public static List<Route> ofOneService(ClientDesk desk) {
    return of(
        "/v1",
        (action, request) -> {
          if (!request.service().isEmpty()) {
            throw new IOException(
                "this server is no cluster: it has one service, which has no name; leave '"
                    + request.service()
                    + "' out");
          }
          return action.at(desk, request);
        });
  }
}
