package io.havenfs.node.admin;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds who answers a request, and makes an answer of whatever comes of it. A path may have routes
 * of several methods. A handler's {@link IllegalArgumentException} says that the request makes no
 * sense, its {@link IOException} that it cannot be done. Thread-safe; blocks as its handlers do.
 */
public final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int FAULT = 500;

  private final List<Route> routes;

  /** Among these; the longest path that fits is the one. */
  public Router(List<Route> routes) {
    this.routes =
        routes.stream()
            .sorted(Comparator.comparingInt((Route route) -> route.path().length()).reversed())
            .toList();
  }

  /** The answer, whatever happens. */
  public Answer answer(String method, String path, String body) {
    try {
      return find(method, path, body);
    } catch (IOException e) {
      return Answer.text(Answer.CONFLICT, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return Answer.text(Answer.BAD_REQUEST, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("{} {}", method, path, e);
      return Answer.text(FAULT, "internal error: " + e);
    }
  }

  private Answer find(String method, String path, String body) throws IOException {
    boolean known = false;
    for (Route route : routes) {
      String base = route.path();
      if (path.equals(base) || path.startsWith(base + "/")) {
        if (route.method().equals(method)) {
          String rest = path.substring(Math.min(path.length(), base.length() + 1));
          return route.handler().handle(new Route.Request(rest, body));
        }
        known = true;
      }
    }
    return known
        ? Answer.text(METHOD_NOT_ALLOWED, method + " is not for this path")
        : Answer.text(Answer.NOT_FOUND, "not found");
  }
}
