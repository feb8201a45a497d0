package io.havenfs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.node.store.FileTrees;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * {@code havenfs demo --keep}: the server stays, and whoever reads the screen can go on with it.
 */
class DemoKeepTest {
  private static final Pattern STOP = Pattern.compile("kill ([0-9]+); then rm -r (/\\S+)");
  private static final int STOP_SECONDS = 60;

  @Test
  void theServerStaysAndTheScreenTellsHowToMountAndToStopIt() throws Exception {
    StringWriter shown = new StringWriter();
    CommandLine command = new CommandLine(new DemoCommand());
    command.setOut(new PrintWriter(shown, true));
    int code = command.execute("--single", "--keep", "--seconds", "2");

    Matcher stop = STOP.matcher(shown.toString());
    assertThat(stop.find()).as(shown.toString()).isTrue();
    ProcessHandle server = ProcessHandle.of(Long.parseLong(stop.group(1))).orElseThrow();
    try {
      assertThat(code).isZero();
      assertThat(server.isAlive()).isTrue();
      assertThat(shown.toString())
          .containsPattern("mount -t nfs -o vers=4.2,proto=tcp,port=[0-9]+.* 127.0.0.1:/ /mnt")
          .containsPattern("vers=3,.*mountport=[0-9]+")
          .containsPattern("havenfs status --admin 127.0.0.1:[0-9]+");
    } finally {
      server.destroy();
      server.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      FileTrees.delete(Path.of(stop.group(2)));
    }
  }
}
