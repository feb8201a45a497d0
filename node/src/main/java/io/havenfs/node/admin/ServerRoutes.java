package io.havenfs.node.admin;

import io.havenfs.nfs.exports.ExportsException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** What every server answers about itself. */
public final class ServerRoutes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private ServerRoutes() {}

  /** Reads the exports again. */
  @FunctionalInterface
  public interface ExportsReload {
    /** Returns what is exported now. */
    List<String> reload() throws IOException, ExportsException;
  }

  /** Health, status, metrics and the reload of exports of a single server. */
  public static List<Route> of(
      Supplier<Status> status, Supplier<String> metrics, ExportsReload exports) {
    return List.of(
        health(() -> status.get().state()),
        metrics(metrics),
        new Route("GET", "/status", request -> Answer.json(status.get())),
        new Route("POST", "/exports/reload", request -> reload(exports)));
  }

  /** {@code /healthz}: whether the state is "serving". */
  public static Route health(Supplier<String> state) {
    return new Route(
        "GET",
        "/healthz",
        request -> {
          String now = state.get();
          return Answer.text(now.equals("serving") ? Answer.OK : Answer.UNAVAILABLE, now);
        });
  }

  /** {@code /metrics}, for Prometheus. */
  public static Route metrics(Supplier<String> metrics) {
    return new Route(
        "GET", "/metrics", request -> new Answer(Answer.OK, PROMETHEUS, metrics.get()));
  }

  private static Answer reload(ExportsReload exports) throws IOException {
    try {
      return Answer.json(exports.reload());
    } catch (ExportsException e) {
      return Answer.text(Answer.CONFLICT, String.valueOf(e.getMessage()));
    }
  }
}
