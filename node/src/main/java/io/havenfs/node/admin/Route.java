package io.havenfs.node.admin;

import java.io.IOException;

/**
 * What the endpoint does for one method and path.
 *
 * @param method "GET" or "POST"
 * @param path a request goes to the longest path that its own begins with
 */
public record Route(String method, String path, Handler handler) {
  /** Answers requests; on one of the endpoint's threads, which it may hold up. */
  @FunctionalInterface
  public interface Handler {
    /**
     * The answer.
     *
     * @throws IOException when it cannot be done; the message is the answer
     */
    Answer handle(Request request) throws IOException;
  }

  /**
   * A request.
   *
   * @param rest what follows the route's path, without the slash between
   * @param body the whole body, empty if there is none
   */
  public record Request(String rest, String body) {}
}
