package io.havenfs.cli.cluster;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.admin.Answer;
import io.havenfs.node.clients.DeskRequest;
import io.havenfs.node.control.AdminClient;
import io.havenfs.node.control.ClusterReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What all these commands have: which node to ask, and how to print. */
public final class Control {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofHours(4);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--admin",
      paramLabel = "ADDR:PORT",
      defaultValue = "${env:HAVENFS_ADMIN:-127.0.0.1:20490}",
      description = "The admin endpoint of any node. Default: $HAVENFS_ADMIN, or ${DEFAULT-VALUE}.")
  private String admin = "";

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  /** Whether JSON is wanted. */
  boolean json() {
    return json;
  }

  /** The node to ask. */
  String admin() {
    return admin;
  }

  /** To ask with. */
  AdminClient client() {
    return new AdminClient(CONNECTING, PATIENCE);
  }

  /** Where the command prints. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** The cluster's report as it came. */
  String clusterText() throws IOException {
    return ask("GET", "/v1/cluster", "");
  }

  /** The cluster's report. */
  ClusterReport cluster() throws IOException {
    return JSON.readValue(clusterText(), ClusterReport.class);
  }

  /** Asks for something to be done, and prints what was done. */
  void order(String path, String body) throws IOException {
    String answer = ask("POST", path, body);
    if (json) {
      out().print(answer);
    } else {
      JsonNode done = JSON.readTree(answer).path("done");
      out().println(done.isMissingNode() ? answer.strip() : done.asText());
    }
    out().flush();
  }

  /** The same with a value as JSON. */
  void order(String path, Object body) throws IOException {
    order(path, JSON.writeValueAsString(body));
  }

  /** What the desk of the clients says. */
  String askDesk(String action, DeskRequest request) throws IOException {
    return ask("POST", "/v1/" + action, JSON.writeValueAsString(request));
  }

  /** A value from JSON. */
  <T> T parse(String text, TypeReference<T> type) throws IOException {
    return JSON.readValue(text, type);
  }

  /** The command line is wrong. */
  ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  /** Asks for something to be done; returns what was done. */
  String done(String path, Object body) throws IOException {
    return JSON.readTree(ask("POST", path, JSON.writeValueAsString(body))).path("done").asText();
  }

  /** Whether all of it could be done, one after the other; if not, the exception says what not. */
  void check(List<Difference> differences) throws IOException {
    List<Map<String, Object>> requests =
        differences.stream().map(each -> Map.of("path", each.path(), "body", each.body())).toList();
    ask("POST", "/v1/check", JSON.writeValueAsString(requests));
  }

  /** The answer's body; a refusal is an exception with its message. */
  String ask(String method, String path, String body) throws IOException {
    Answer answer = client().ask(admin, method, path, body);
    if (answer.code() != Answer.OK) {
      throw new IOException(answer.body().strip());
    }
    return answer.body();
  }

  /** Prints a text; as JSON under its name. */
  void print(String name, String text) throws IOException {
    if (json) {
      printJson(Map.of(name, text));
    } else {
      out().println(text);
      out().flush();
    }
  }

  /** Prints a value as JSON. */
  void printJson(Object value) throws IOException {
    out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    out().flush();
  }
}
