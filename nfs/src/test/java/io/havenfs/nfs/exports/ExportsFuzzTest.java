package io.havenfs.nfs.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.testkit.seeded.Generate;
import io.havenfs.testkit.seeded.Mutate;
import io.havenfs.testkit.seeded.Seeded;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the text, the parser answers with a table or its own exception. */
final class ExportsFuzzTest {
  private static final String ALPHABET = "/ \t\n\r\\\"#()*?[],=-:.@019afrsw_\u00e9\ud83d\0";
  private static final List<String> SEEDS =
      List.of(
          "/srv -rw 10.0.0.0/8(ro,anonuid=99) *.example.org(fsid=3) # comment\n",
          "\"/a b\" \\\n 2001:db8::/32(rw,sec=sys:none) [a-c]?*.x(insecure)\n",
          "/a\\040b 10.0.0.1/255.255.0.0(fsid=8ccf79a1-b325-4a2c-9e0f-3c1f7a2b9d11)\n");

  @Test
  void mutatedTextsNeverCrashTheParser() {
    Seeded.run(
        5000, random -> tryToParse(Mutate.text(random, Generate.pick(random, SEEDS), ALPHABET)));
  }

  @Test
  void randomTextsNeverCrashTheParser() {
    Seeded.run(
        5000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int left = random.nextInt(40); left > 0; left--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
          }
          tryToParse(text.toString());
        });
  }

  private static void tryToParse(String text) {
    try {
      ExportTable table = ExportsParser.parse("exports", text);
      assertThat(table.exports()).allMatch(export -> !export.rules().isEmpty());
      for (Export export : table.exports()) {
        assertThat(ExportPath.of(export.path().toBytes())).isEqualTo(export.path());
      }
    } catch (ExportsException e) {
      assertThat(e.getMessage()).startsWith(e.position() + ": ").startsWith("exports:");
      assertThat(e.position().line()).isLessThanOrEqualTo(text.split("\n", -1).length);
    }
  }
}
