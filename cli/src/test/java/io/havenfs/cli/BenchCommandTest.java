package io.havenfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.node.HavenServer;
import io.havenfs.node.config.ServeOptions;
import io.havenfs.node.config.SettingsMerger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The load generator against a real server. */
class BenchCommandTest {
  @TempDir private Path directory;

  @Test
  void locksAreTakenAndGivenBack() throws Exception {
    ServeOptions options =
        new ServeOptions(
            Optional.empty(),
            Optional.of(directory),
            List.of("127.0.0.1:0"),
            List.of("/ *(rw,no_root_squash,insecure)"),
            Optional.empty(),
            Optional.of("off"),
            Optional.empty());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code;
    try (HavenServer server = HavenServer.start(SettingsMerger.load(options))) {
      CommandLine command = Main.commandLine();
      command.setOut(new PrintWriter(out, true));
      command.setErr(new PrintWriter(err, true));
      String address = HavenServer.text(server.addresses().getFirst());
      String words = " --version 4.1 --work locks --connections 2 --depth 3 --seconds 1 --json";
      code = command.execute(("bench " + address + words).split(" "));
    }
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(ExitCode.OK);
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.path("work").asText()).isEqualTo("locks");
    assertThat(result.path("operations").asLong()).isPositive();
  }
}
