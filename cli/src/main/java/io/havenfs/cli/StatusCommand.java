package io.havenfs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code havenfs status}. */
@Command(
    name = "status",
    description = "Shows what a running server does; asks its admin endpoint.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final long GIBI = 1L << 30;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--admin",
      required = true,
      paramLabel = "ADDR:PORT",
      description = "The server's admin endpoint.")
  private String admin = "";

  @Option(names = "--json", description = "Shows everything, as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    String body = fetch();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(body);
    } else {
      print(new ObjectMapper().readTree(body), out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private String fetch() throws IOException {
    URI uri;
    try {
      uri = URI.create("http://" + admin + "/status");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--admin: '" + admin + "' is not ADDR:PORT", e);
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != OK) {
        throw new IOException(admin + " answers " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new IOException("no server answers at " + admin + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void print(JsonNode status, PrintWriter out) {
    JsonNode capacity = status.path("capacity");
    JsonNode transport = status.path("transport");
    out.printf(
        "%s for %s, version %s%n",
        status.path("state").asText(),
        Duration.ofSeconds(status.path("uptimeSeconds").asLong()).toString().substring(2),
        status.path("version").asText());
    out.printf(
        "store      %s (service %s)%n",
        status.path("store").asText(), status.path("serviceId").asText());
    out.printf("addresses  %s%n", joined(status.path("addresses")));
    out.printf("exports    %s%n", joined(status.path("exports")));
    out.printf("rpcbind    %s%n", status.path("rpcbind").asText());
    out.printf(
        "space      %.1f of %.1f GiB available%n",
        (double) capacity.path("availableBytes").asLong() / GIBI,
        (double) capacity.path("totalBytes").asLong() / GIBI);
    out.printf(
        "clients    %d connections, %d calls so far, %d in flight%n",
        transport.path("connections").asLong(),
        transport.path("calls").asLong(),
        transport.path("callsInFlight").asLong());
  }

  private static String joined(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return String.join(", ", texts);
  }
}
