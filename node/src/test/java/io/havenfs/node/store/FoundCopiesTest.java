package io.havenfs.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundCopiesTest {
  @TempDir private Path directory;

  @Test
  void whatHasTablesIsACopy() throws IOException {
    Files.createDirectories(directory.resolve("files-1/tables"));
    Files.createDirectories(directory.resolve("a-b-27/tables"));

    assertThat(ReplicatedCopies.found(directory)).containsExactlyInAnyOrder(1, 27);
  }

  /** Where a disk is not mounted, there is its empty mount point. */
  @Test
  void anEmptyFolderIsNone() throws IOException {
    Files.createDirectories(directory.resolve("files-1"));
    Files.createDirectories(directory.resolve("files-2/lost+found"));

    assertThat(ReplicatedCopies.found(directory)).isEmpty();
  }

  @Test
  void whatIsNamedOtherwiseIsNone() throws IOException {
    Files.createDirectories(directory.resolve("files/tables"));
    Files.createDirectories(directory.resolve("files-x/tables"));
    Files.createDirectories(directory.resolve("files-99999999999/tables"));
    Files.createFile(directory.resolve("files-3"));

    assertThat(ReplicatedCopies.found(directory)).isEmpty();
  }

  @Test
  void aNodeThatNeverHadACopyHasNone() throws IOException {
    assertThat(ReplicatedCopies.found(directory.resolve("services"))).isEmpty();
  }
}
