package io.havenfs.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.nfs.exports.ExportsParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Configuration files with flags, and what comes of them, as recorded in {@code *.txt}: scenarios
 * apart by a line of dashes, each the file, perhaps lines {@code $ FLAG VALUE}, a line {@code =>},
 * and the outcome. {@code -Dhavenfs.rewrite} puts what comes out today into the files, to be read
 * before it is committed.
 */
final class SettingsScenarioTest {
  private static final String SEPARATOR = "\n----\n";
  private static final String ARROW = "\n=>\n";
  private static final Path DIRECTORY =
      Path.of("src/test/resources/io/havenfs/node/config").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(strings = {"accepted.txt", "refused.txt"})
  void isUnderstoodAsRecorded(String file) throws IOException {
    Path path = DIRECTORY.resolve(file);
    String recorded = Files.readString(path);
    List<String> now = new ArrayList<>();
    for (String scenario : recorded.split(SEPARATOR, -1)) {
      String input = scenario.split(ARROW, 2)[0];
      now.add(input + ARROW + outcome(input));
    }
    if (System.getProperty("havenfs.rewrite") != null) {
      Files.writeString(path, String.join(SEPARATOR, now) + "\n");
      return;
    }
    assertThat(String.join(SEPARATOR, now) + "\n").isEqualTo(recorded);
  }

  private static String outcome(String input) {
    List<String> yaml = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (String line : input.split("\n", -1)) {
      (line.startsWith("$ ") ? flags : yaml).add(line);
    }
    try {
      SettingsReader reader = new SettingsReader(Path.of("/etc/havenfs"));
      FileSettings file = reader.read("havenfs.yaml", String.join("\n", yaml) + "\n");
      return text(SettingsMerger.merge(file, options(flags)));
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ServeOptions options(List<String> flags) {
    return new ServeOptions(
        Optional.empty(),
        one(flags, "--store").map(Path::of),
        all(flags, "--listen"),
        all(flags, "--export"),
        one(flags, "--exports").map(Path::of),
        one(flags, "--rpcbind"),
        one(flags, "--admin"));
  }

  private static List<String> all(List<String> flags, String name) {
    String start = "$ " + name + " ";
    return flags.stream()
        .filter(flag -> flag.startsWith(start))
        .map(flag -> flag.substring(start.length()))
        .toList();
  }

  private static Optional<String> one(List<String> flags, String name) {
    return all(flags, name).stream().findFirst();
  }

  private static String text(NodeSettings settings) {
    List<String> exports =
        settings.exports().lines().stream().map(ExportsParser.Source::text).toList();
    return String.join(
        "\n",
        "store " + settings.store(),
        "listen %s tcp=%s udp=%s"
            .formatted(
                settings.listen().addresses(), settings.listen().tcp(), settings.listen().udp()),
        "exports " + settings.exports().file().map(Path::toString).orElse("-") + " " + exports,
        "rpcbind " + settings.rpcbind() + " admin " + settings.admin(),
        "nfs %s lease %d grace %d"
            .formatted(
                settings.nfs().versions().stream().sorted().toList(),
                settings.nfs().leaseSeconds(),
                settings.nfs().graceSeconds()),
        settings.limits().toString(),
        settings.engine().toString(),
        settings.quota().toString(),
        settings.log().toString());
  }
}
