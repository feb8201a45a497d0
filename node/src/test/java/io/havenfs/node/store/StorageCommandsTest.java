package io.havenfs.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private void program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  private void run(String name, Duration limit) throws IOException {
    new StorageCommands(folder)
        .run(name, Map.of("HAVENFS_OLD_OWNER", "anna", "OUT", folder + "/out"), limit);
  }

  @Test
  void aProgramIsToldWhatItIsAbout() throws IOException {
    program("fence", "echo $HAVENFS_OLD_OWNER > $OUT");
    run("fence", LIMIT);
    assertThat(folder.resolve("out")).hasContent("anna");
  }

  @Test
  void whatAFailingProgramSaysIsPassedOn() throws IOException {
    program("fence", "echo no answer from the power switch >&2; exit 3");
    assertThatThrownBy(() -> run("fence", LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessage("fence failed (3): no answer from the power switch");
  }

  @Test
  void aProgramThatTakesTooLongHasFailed() throws IOException {
    program("fence", "exec sleep 600");
    assertThatThrownBy(() -> run("fence", Duration.ofMillis(200)))
        .hasMessageContaining("has not ended");
  }

  @Test
  void whatIsNotInTheFolderIsNotRun() {
    assertThatThrownBy(() -> run("fence", LIMIT)).hasMessageContaining("is not a program");
  }
}
