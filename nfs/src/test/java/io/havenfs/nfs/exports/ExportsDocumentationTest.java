package io.havenfs.nfs.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator's page names every option. */
final class ExportsDocumentationTest {
  private static final Path PAGE = Path.of("../docs/operate/exports.md");

  @ParameterizedTest
  @EnumSource(ExportOption.class)
  void namesEveryOption(ExportOption option) throws IOException {
    String page = Files.readString(PAGE);
    boolean named = page.contains("`" + option.text() + "`");
    boolean namedWithValue = page.contains("`" + option.text() + "=`");
    assertThat(named || namedWithValue).as(option.text()).isTrue();
    if (option.kind() == ExportOption.Kind.UNSUPPORTED) {
      String refused = page.substring(page.indexOf("\nRefused: "));
      assertThat(refused).contains("`" + option.text() + "`");
    }
  }
}
