package io.havenfs.node.control;

import io.havenfs.node.admin.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a node's admin endpoint. Blocks; thread-safe. */
public final class AdminClient {
  private final HttpClient client;
  private final Duration patience;

  /** A client that waits so long for a connection, and for each answer. */
  public AdminClient(Duration connecting, Duration patience) {
    this.client = HttpClient.newBuilder().connectTimeout(connecting).build();
    this.patience = patience;
  }

  /**
   * The answer, whatever its code.
   *
   * @param admin ADDR:PORT
   * @throws IOException when there is none; the message names who was asked
   */
  public Answer ask(String admin, String method, String path, String body) throws IOException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + admin + path))
              .timeout(patience)
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse("text/plain"),
          response.body());
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + admin + "' is not ADDR:PORT", e);
    } catch (IOException e) {
      throw new IOException("no server answers at " + admin + " (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
