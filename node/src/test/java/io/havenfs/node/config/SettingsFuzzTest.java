package io.havenfs.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whatever the text, the reader answers with settings or its own exception. */
final class SettingsFuzzTest {
  private static final String ALPHABET = " \n\t:-[]{}\"'#&*!|>%@?,~0129.abz/()=\0\u00e9\ud83d";
  private static final Path EVERYTHING =
      Path.of("src/test/resources/io/havenfs/node/config/everything.yaml");

  @Test
  void mutatedFilesNeverCrashTheReader() throws Exception {
    String original = Files.readString(EVERYTHING);
    Seeded.run(3000, random -> tryToRead(Mutate.text(random, original, ALPHABET)));
  }

  @Test
  void randomTextsNeverCrashTheReader() {
    Seeded.run(
        3000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int left = random.nextInt(60); left > 0; left--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
          }
          tryToRead(text.toString());
        });
  }

  private static void tryToRead(String text) {
    try {
      SettingsReader reader = new SettingsReader(Path.of("/etc"));
      SettingsMerger.merge(reader.read("f.yaml", text), ServeOptions.NONE);
    } catch (ConfigException e) {
      assertThat(e.getMessage()).matches("(?s)(f\\.yaml|store: |exports: ).*");
    }
  }
}
