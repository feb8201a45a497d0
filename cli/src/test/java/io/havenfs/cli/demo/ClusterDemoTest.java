package io.havenfs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.DeadAfter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes in processes of their own; the primary is killed, moved and frozen in the middle of a
 * workload: nothing that was acknowledged is lost, nothing is done twice.
 */
class ClusterDemoTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void nothingIsLostOrDoneTwice() throws Exception {
    StringWriter shown = new StringWriter();
    boolean good;
    try (ClusterDemo demo =
        new ClusterDemo(
            new JsonOutput(new PrintWriter(shown)),
            directory,
            Duration.ofSeconds(1),
            DeadAfter.NORMAL)) {
      good = demo.run();
    }

    assertThat(good).as(shown.toString()).isTrue();
    assertThat(shown.toString())
        .contains("\"blow\":\"kill\"")
        .contains("\"blow\":\"move\"")
        .contains("\"blow\":\"freeze\"")
        .contains("\"failovers\":3,\"lost\":0,\"repeated\":0");
  }
}
