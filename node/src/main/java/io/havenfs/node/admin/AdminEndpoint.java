package io.havenfs.node.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.havenfs.nfs.exports.ExportsException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP endpoint. Serves from {@link #open} to {@link #close}, on a thread of its own. */
public final class AdminEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
  private static final int BACKLOG = 16;
  private static final int OK = 200;
  private static final int NO_CONTENT_LENGTH = -1;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNAVAILABLE = 503;
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";

  /** What the endpoint answers from. */
  public record Sources(
      Supplier<Status> status, Supplier<String> metrics, ExportsReload exportsReload) {}

  /** Reads the exports again. */
  @FunctionalInterface
  public interface ExportsReload {
    /** Returns what is exported now. */
    List<String> reload() throws IOException, ExportsException;
  }

  private record Answer(int code, String type, String body) {}

  @FunctionalInterface
  private interface Handler {
    Answer handle() throws IOException;
  }

  private final Sources sources;
  private final HttpServer server;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "havenfs-admin"));
  private final ObjectWriter json = new ObjectMapper().writerWithDefaultPrettyPrinter();

  private AdminEndpoint(Sources sources, HttpServer server) {
    this.sources = sources;
    this.server = server;
  }

  /** Listens on {@code address}; port 0 asks for any. */
  public static AdminEndpoint open(InetSocketAddress address, Sources sources) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new IOException("admin: cannot listen on " + address + ": " + e.getMessage(), e);
    }
    AdminEndpoint endpoint = new AdminEndpoint(sources, server);
    endpoint.start();
    return endpoint;
  }

  private void start() {
    serve("/", "GET", () -> new Answer(NOT_FOUND, TEXT, "not found\n"));
    serve("/healthz", "GET", this::health);
    serve("/metrics", "GET", () -> new Answer(OK, PROMETHEUS, sources.metrics().get()));
    serve("/status", "GET", () -> new Answer(OK, JSON, json(sources.status().get())));
    serve("/exports/reload", "POST", this::reload);
    server.setExecutor(thread);
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private Answer health() {
    String state = sources.status().get().state();
    return new Answer(state.equals("serving") ? OK : UNAVAILABLE, TEXT, state + "\n");
  }

  private Answer reload() throws IOException {
    try {
      return new Answer(OK, JSON, json(sources.exportsReload().reload()));
    } catch (ExportsException e) {
      return new Answer(CONFLICT, TEXT, e.getMessage() + "\n");
    }
  }

  private String json(Object value) throws IOException {
    return json.writeValueAsString(value) + "\n";
  }

  private void serve(String path, String method, Handler handler) {
    server.createContext(path, exchange -> answer(exchange, method, handler));
  }

  private static void answer(HttpExchange exchange, String method, Handler handler) {
    try (exchange) {
      if (!exchange.getRequestMethod().equals(method)) {
        exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, NO_CONTENT_LENGTH);
        return;
      }
      Answer answer;
      try {
        answer = handler.handle();
      } catch (IOException e) {
        answer = new Answer(CONFLICT, TEXT, e.getMessage() + "\n");
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.code(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    } catch (IOException gone) {
      LOG.debug("admin: {} went away", exchange.getRemoteAddress(), gone);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdown();
  }
}
