package io.havenfs.node.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir private Path directory;

  @Test
  void aChangeIsSeenOnce() throws IOException {
    Path file = Files.writeString(directory.resolve("exports"), "one");
    FileWatch watch = new FileWatch(file);
    assertThat(watch.hasChanged()).isFalse();

    Files.writeString(file, "another");
    assertThat(watch.hasChanged()).isTrue();
    assertThat(watch.hasChanged()).isFalse();
  }

  @Test
  void aReplacementOfTheSameSizeAndTimeIsSeen() throws IOException {
    Path file = Files.writeString(directory.resolve("exports"), "one");
    Path other = Files.writeString(directory.resolve("new"), "two");
    FileTime time = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(other, time);
    FileWatch watch = new FileWatch(file);

    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watch.hasChanged()).isTrue();
  }

  @Test
  void aFileThatIsMissingForAMomentHasNotChanged() throws IOException {
    Path file = Files.writeString(directory.resolve("exports"), "one");
    FileWatch watch = new FileWatch(file);
    Path aside = Files.move(file, directory.resolve("aside"));
    assertThat(watch.hasChanged()).isFalse();

    Files.move(aside, file);
    assertThat(watch.hasChanged()).isFalse();
  }
}
