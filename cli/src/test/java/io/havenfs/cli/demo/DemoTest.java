package io.havenfs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server in a process of its own is killed in the middle of a workload: what was acknowledged is
 * there, retransmissions are answered once, and SIGTERM ends it in good order.
 */
class DemoTest {
  @TempDir private Path directory;

  @Test
  void theDemoSucceeds() throws Exception {
    StringWriter shown = new StringWriter();
    Demo demo =
        new Demo(new Screen(new PrintWriter(shown), false), directory, Duration.ofSeconds(2));
    boolean good = demo.run();
    int code = demo.server().stop();

    assertThat(good).as(shown.toString()).isTrue();
    assertThat(code).isZero();
    assertThat(shown.toString()).contains("kill -9").contains("50 of 50").doesNotContain("✘");
  }
}
