package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Requests of NFSv3, NLM and NFSv4.0 whose replies are dropped on the wire, over TCP and UDP, and
 * which are sent again, to the same node or the next: each is executed once, and answered with the
 * bytes that were lost. The requests are a table in {@code wire/retransmission.py}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RetransmissionTest {
  private static final Path SCRIPT =
      Path.of("src", "test", "resources", "wire", "retransmission.py");

  /** Below 1024, as exports want it; each round takes fewer than 100. */
  private static final int FIRST_PORT = 600;

  private static final int PORTS = 100;

  @AutoClose private ClusterLab lab;
  private Host client;
  private String other = "";
  private int rounds;

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  RetransmissionTest() {}

  @BeforeAll
  void start() {
    Requirements.assume("nft");
    lab = ClusterLab.open(getClass().getSimpleName());
    client = lab.network().addHost();
    other = lab.network().freeAddress(1);
    client.forceAddress(other);
  }

  @Test
  void toTheSameNode() {
    repeated("same", () -> {});
  }

  @Test
  void toTheNextNodeAfterAMove() {
    lab.awaitCopies(2);
    repeated("move", () -> lab.moveTo(lab.secondary()));
  }

  @Test
  void toTheNextNodeAfterTheFirstWasKilled() {
    lab.awaitCopies(2);
    repeated(
        "kill",
        () -> {
          ClusterNode before = lab.primary();
          before.kill();
          lab.awaitMoved(before);
          before.start();
        });
  }

  private List<String> words(String round, int port) {
    return client.inside(
        "python3",
        SCRIPT.toAbsolutePath().toString(),
        lab.address(),
        client.address(),
        other,
        Host.DEVICE,
        round,
        Integer.toString(port));
  }

  private void repeated(String round, Runnable meanwhile) {
    Path log = lab.folder().resolve(round + ".log");
    int port = FIRST_PORT + PORTS * rounds++;
    Process script = OsProcess.start(round, words(round, port), Map.of(), log).process();
    try (BufferedReader said =
            new BufferedReader(
                new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
        Writer order = script.outputWriter(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).as("the script's error is in " + log).isEqualTo("lost");
      meanwhile.run();
      order.write("go\n");
      order.flush();
      assertThat(said.lines().collect(Collectors.joining()))
          .as("the script's error is in " + log)
          .endsWith("were executed once");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      script.destroyForcibly();
    }
  }
}
