package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A service whose state is in one directory that both nodes reach. A Linux client works without
 * pause, holding locks and a removed file, while the service moves, its owner is killed, and its
 * owner is frozen for longer than its lease. The fence command writes down whom it was to cut off,
 * and cuts nobody off: so the frozen owner comes to life again while another one wants the
 * directory. It must not write, and nothing must be missing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SharedStorageTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String NAME = "shared";

  private ClusterLab lab;
  private UmlClient client;
  private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // start() sets the rest before any test
  SharedStorageTest() {}

  @BeforeAll
  void start() {
    lab = ClusterLab.openShared(getClass().getSimpleName(), this::prepare);
    client = lab.client("guest1", "4.1");
  }

  /** The directory, and a fence program for each node. */
  private void prepare(ClusterLab before) {
    folder = before.folder();
    try {
      Files.createDirectories(folder.resolve("shared"));
      for (ClusterNode node : before.nodes()) {
        Path program = node.directory().resolve("commands").resolve("fence");
        Files.createDirectories(program.getParent());
        Files.writeString(
            program,
            "#!/bin/sh\necho $HAVENFS_NODE fences $HAVENFS_OLD_OWNER >> %s\n"
                .formatted(folder.resolve("fenced")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  void end() {
    client.close();
    lab.close();
  }

  @Test
  void theServiceGoesFromOwnerToOwner() {
    Job hold = client.scenario("failover.py", "hold", NAME);
    hold.awaitLine("held", LIMIT);
    Job steady = client.scenario("failover.py", "steady", NAME);
    steady.awaitLine("step 20", LIMIT);

    ClusterNode first = lab.primary();
    lab.order("service move " + ClusterLab.SERVICE + " " + lab.secondary().name());
    lab.awaitMoved(first);
    getsOn(steady);
    assertThat(fenced()).as("who released it in good order").isEmpty();

    ClusterNode second = lab.primary();
    second.kill();
    lab.awaitMoved(second);
    getsOn(steady);
    assertThat(fenced()).as("whose process is known to have ended").isEmpty();
    second.start();

    ClusterNode third = lab.primary();
    third.freeze();
    try {
      lab.awaitMoved(third);
      lab.awaitReport(
          "it waits for its storage",
          report -> report.json().path("events").toString().contains("waits for its storage"));
      assertThat(fenced()).containsExactly(second.name() + " fences " + third.name());
    } finally {
      third.thaw();
    }
    getsOn(steady);
    assertThat(lab.primary()).isEqualTo(second);

    client.scenario("failover.py", "stop", NAME).succeed(LIMIT);
    steady.succeed(LIMIT);
    client.scenario("failover.py", "release", NAME).succeed(LIMIT);
    hold.succeed(LIMIT);
    System.out.printf(
        "SharedStorageTest: %s; stalls: %s%n", steady.lines("longest"), steady.lines("stall"));
    System.out.println(lab.failovers());
  }

  /** It has got two reports of its steps further. */
  private static void getsOn(Job job) {
    job.awaitMore("step", job.lines("step").size() + 1, LIMIT);
  }

  private List<String> fenced() {
    Path file = folder.resolve("fenced");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
