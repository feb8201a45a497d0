package io.havenfs.node.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP endpoint. Serves from {@link #open} to {@link #close}, on a few threads of its own. A
 * path may have routes of several methods. A handler's {@link IllegalArgumentException} says that
 * the request makes no sense, its {@link IOException} that it cannot be done.
 */
public final class AdminEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
  private static final int BACKLOG = 16;
  private static final int THREADS = 4;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;

  /** The longest body of a request. */
  private static final int MAX_BODY = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "havenfs-admin"));

  private AdminEndpoint(HttpServer server) {
    this.server = server;
  }

  /** Listens on {@code address}; port 0 asks for any. */
  public static AdminEndpoint open(InetSocketAddress address, List<Route> routes)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, BACKLOG);
    } catch (IOException e) {
      throw new IOException("admin: cannot listen on " + address + ": " + e.getMessage(), e);
    }
    AdminEndpoint endpoint = new AdminEndpoint(server);
    endpoint.start(routes);
    return endpoint;
  }

  private void start(List<Route> routes) {
    server.createContext("/", exchange -> send(exchange, Answer.text(404, "not found")));
    routes.stream()
        .map(Route::path)
        .distinct()
        .forEach(
            path -> {
              List<Route> here = routes.stream().filter(r -> r.path().equals(path)).toList();
              server.createContext(path, exchange -> answer(exchange, here));
            });
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static void answer(HttpExchange exchange, List<Route> routes) {
    Answer answer;
    try {
      answer = answerTo(exchange, routes);
    } catch (IOException e) {
      answer = Answer.text(Answer.CONFLICT, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      answer = Answer.text(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("admin: {} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
      answer = Answer.text(500, "internal error: " + e);
    }
    send(exchange, answer);
  }

  private static Answer answerTo(HttpExchange exchange, List<Route> routes) throws IOException {
    for (Route route : routes) {
      if (route.method().equals(exchange.getRequestMethod())) {
        byte[] body = body(exchange.getRequestBody());
        if (body.length > MAX_BODY) {
          return Answer.text(TOO_LARGE, "the request is longer than " + MAX_BODY + " bytes");
        }
        String rest = exchange.getRequestURI().getPath().substring(route.path().length());
        return route
            .handler()
            .handle(
                new Route.Request(
                    rest.startsWith("/") ? rest.substring(1) : rest,
                    new String(body, StandardCharsets.UTF_8)));
      }
    }
    return Answer.text(METHOD_NOT_ALLOWED, exchange.getRequestMethod() + " is not for this path");
  }

  private static byte[] body(InputStream in) throws IOException {
    return in.readNBytes(MAX_BODY + 1);
  }

  private static void send(HttpExchange exchange, Answer answer) {
    try (exchange) {
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
    threads.shutdown();
  }
}
