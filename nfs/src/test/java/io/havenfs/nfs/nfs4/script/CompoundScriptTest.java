package io.havenfs.nfs.nfs4.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scenarios of compounds as recorded in {@code *.txt}: a line that starts with {@code "> "} is a
 * command or a compound (operations apart by semicolons, {@code -> name} keeps the handle that
 * GETFH gives), what follows is the answer, one line per operation. A line of dashes begins another
 * scenario with a new server. {@code -Dhavenfs.rewrite} puts today's answers into the files, to be
 * read before they are committed.
 */
final class CompoundScriptTest {
  private static final String SEPARATOR = "----";
  private static final Path DIRECTORY =
      Path.of("src/test/resources/io/havenfs/nfs/nfs4/script").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acl.txt",
        "attributes.txt",
        "compound.txt",
        "data.txt",
        "directories.txt",
        "pseudo.txt",
        "xattrs.txt"
      })
  void answersAsRecorded(String file) throws IOException {
    Path path = DIRECTORY.resolve(file);
    String recorded = Files.readString(path);
    String now = replay(recorded);
    if (System.getProperty("havenfs.rewrite") != null) {
      Files.writeString(path, now);
      return;
    }
    assertThat(now).isEqualTo(recorded);
  }

  private static String replay(String recorded) {
    List<String> now = new ArrayList<>();
    CompoundScript script = new CompoundScript();
    for (String line : recorded.split("\n", -1)) {
      if (line.equals(SEPARATOR)) {
        script = new CompoundScript();
        now.add(line);
      } else if (line.startsWith("#") || line.isEmpty()) {
        now.add(line);
      } else if (line.startsWith("> ")) {
        now.add(line);
        now.addAll(script.run(line.substring(2)));
      }
    }
    return String.join("\n", now);
  }
}
