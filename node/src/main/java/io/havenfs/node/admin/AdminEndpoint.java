package io.havenfs.node.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP endpoint. Serves from {@link #open} to {@link #close}, on a few threads of its own. */
public final class AdminEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);
  private static final int BACKLOG = 16;
  private static final int THREADS = 8;
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
    endpoint.start(new Router(routes));
    return endpoint;
  }

  private void start(Router router) {
    server.createContext("/", exchange -> send(exchange, answer(exchange, router)));
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private static Answer answer(HttpExchange exchange, Router router) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    return body.length > MAX_BODY
        ? Answer.text(TOO_LARGE, "the request is longer than " + MAX_BODY + " bytes")
        : router.answer(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            new String(body, StandardCharsets.UTF_8));
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
