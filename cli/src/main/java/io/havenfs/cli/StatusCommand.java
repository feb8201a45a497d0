package io.havenfs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.control.AdminClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code havenfs status}. */
@Command(
    name = "status",
    description = "Shows what a running server does; asks its admin endpoint.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
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
    Answer answer = new AdminClient(PATIENCE, PATIENCE).ask(admin, "GET", "/status", "");
    if (answer.code() != Answer.OK) {
      throw new IOException(admin + " answers " + answer.code() + ": " + answer.body().strip());
    }
    return answer.body();
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
