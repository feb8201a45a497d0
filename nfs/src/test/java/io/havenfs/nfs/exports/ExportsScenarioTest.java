package io.havenfs.nfs.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts of exports and how they are understood, as recorded in {@code *.txt}: scenarios apart by a
 * line of dashes, each an input, a line {@code =>}, and the output. {@code -Dhavenfs.rewrite} puts
 * what comes out today into the files, to be read before it is committed.
 */
final class ExportsScenarioTest {
  private static final String SEPARATOR = "\n----\n";
  private static final String ARROW = "\n=>\n";
  private static final Path DIRECTORY =
      Path.of("src/test/resources/io/havenfs/nfs/exports").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(strings = {"accepted.txt", "refused.txt"})
  void isUnderstoodAsRecorded(String file) throws IOException {
    Path path = DIRECTORY.resolve(file);
    String recorded = Files.readString(path);
    List<String> now = new ArrayList<>();
    for (String scenario : recorded.split(SEPARATOR, -1)) {
      String input = scenario.split(ARROW, 2)[0];
      now.add(input + ARROW + outcome(input + "\n"));
    }
    if (System.getProperty("havenfs.rewrite") != null) {
      Files.writeString(path, String.join(SEPARATOR, now) + "\n");
      return;
    }
    assertThat(String.join(SEPARATOR, now) + "\n").isEqualTo(recorded);
  }

  private static String outcome(String input) {
    try {
      List<String> lines = new ArrayList<>();
      for (Export export : ExportsParser.parse("exports", input).exports()) {
        lines.add(export.path() + " fsid " + Integer.toUnsignedString(export.fsid()));
        export.rules().forEach(rule -> lines.add("  " + rule.client() + ": " + text(rule)));
      }
      return String.join("\n", lines);
    } catch (ExportsException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String text(ClientRule rule) {
    ExportOptions options = rule.options();
    List<String> words = new ArrayList<>();
    words.add(options.readOnly() ? "ro" : "rw");
    String squashed = options.squashAll() ? "all" : options.squashRoot() ? "root" : "none";
    words.add(squashed + " squashed");
    words.add(
        "anonymous is %s:%s"
            .formatted(
                Integer.toUnsignedString(options.anonymousUid()),
                Integer.toUnsignedString(options.anonymousGid())));
    words.add(options.privilegedPortOnly() ? "secure" : "insecure");
    words.add(Arrays.toString(options.flavors().stream().sorted().toArray()));
    return String.join(", ", words);
  }
}
