package io.havenfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What signals do to a server in a process of its own. */
@Timeout(
    value = 2,
    unit = TimeUnit.MINUTES,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading from a process is not interrupted
class ServeProcessTest {
  private static final String IN_FORCE = "exports in force";
  private static final int STOP_SECONDS = 60;

  @TempDir private Path directory;

  @Test
  void hangupReadsTheExportsAgainAndTermEndsInGoodOrder() throws Exception {
    Path exports = Files.writeString(directory.resolve("exports"), "/ *(rw)\n");
    Process server = start(exports);
    try (BufferedReader log = server.errorReader();
        BufferedReader out = server.inputReader()) {
      await(log, IN_FORCE);
      await(out, "havenfs: serving");
      signal("HUP", server);
      await(log, IN_FORCE);

      signal("TERM", server);
      await(log, "stopped");
      assertThat(server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isEqualTo(ExitCode.OK);
    } finally {
      server.destroyForcibly();
    }
  }

  private Process start(Path exports) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                // A test run that was started with nohup would have the server ignore it, too.
                "env",
                "--default-signal=HUP",
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.havenfs.cli.Main",
                "serve",
                "--store",
                directory.resolve("store").toString(),
                "--listen",
                "127.0.0.1:0",
                "--exports",
                exports.toString(),
                "--rpcbind",
                "off"))
        .start();
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void await(BufferedReader log, String text) throws IOException {
    String line = log.readLine();
    while (line != null && !line.contains(text)) {
      line = log.readLine();
    }
    assertThat(line).as("a line with '" + text + "'").isNotNull();
  }
}
