package io.havenfs.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.nfs.exports.Export;
import io.havenfs.nfs.exports.ExportsException;
import io.havenfs.rpc.transport.RpcLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  private static final Path RESOURCES = Path.of("src/test/resources/io/havenfs/node/config");
  private static final Path PAGE = Path.of("../docs/operate/configuration.md");

  @TempDir Path directory;

  private static ServeOptions withConfig(Path file) {
    ServeOptions none = ServeOptions.NONE;
    return new ServeOptions(
        Optional.of(file),
        none.store(),
        none.listen(),
        none.export(),
        none.exports(),
        none.rpcbind(),
        none.admin());
  }

  @Test
  void readsAFileWithPathsRelativeToIt() throws Exception {
    Path file = directory.resolve("havenfs.yaml");
    Files.copy(RESOURCES.resolve("everything.yaml"), file);
    NodeSettings settings = SettingsMerger.load(withConfig(file));
    assertThat(settings.store()).isEqualTo(directory.resolve("data"));
    assertThat(settings.exports().file()).contains(directory.resolve("exports"));
    assertThat(settings.fileLimits().quotaGraceNanos()).isEqualTo(Duration.ofDays(3).toNanos());
  }

  @Test
  void namesAFileThatIsMissing() {
    Path missing = directory.resolve("missing.yaml");
    assertThatThrownBy(() -> SettingsMerger.load(withConfig(missing)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing.yaml");
  }

  @Test
  void exportsOfFileAndLinesCountTogether() throws Exception {
    Path file = directory.resolve("exports");
    Files.writeString(file, "/a 10.0.0.1(rw)\n");
    ExportsSettings settings =
        new ExportsSettings(
            Optional.of(file),
            List.of(new io.havenfs.nfs.exports.ExportsParser.Source("--export", "/b *")));
    assertThat(settings.load().exports())
        .extracting(Export::path)
        .extracting(Object::toString)
        .containsExactly("/a", "/b");
    Files.writeString(file, "/a 10.0.0.1(bad)\n");
    assertThatThrownBy(settings::load)
        .isInstanceOf(ExportsException.class)
        .hasMessage(file + ":1:13: unknown option 'bad'");
  }

  @Test
  void everyLimitReachesItsModule() throws Exception {
    Path file = directory.resolve("havenfs.yaml");
    Files.copy(RESOURCES.resolve("everything.yaml"), file);
    NodeSettings settings = SettingsMerger.load(withConfig(file));
    RpcLimits limits = settings.limits().rpcLimits();
    assertThat(limits.connections()).isEqualTo(10);
    assertThat(limits.calls()).isEqualTo(100);
    assertThat(limits.callsPerConnection()).isEqualTo(20);
    assertThat(limits.bytes()).isEqualTo(64 << 20);
    assertThat(limits.bytesPerConnection()).isEqualTo(4 << 20);
    assertThat(settings.engine().engineLimits().checkpointBytes()).isEqualTo(1 << 30);
    assertThat(settings.engine().engineLimits().reserveBytes()).isZero();
    assertThat(settings.engine().storeLimits().blockCacheBytes()).isEqualTo(128 << 20);
  }

  @Test
  void theDefaultsPassTheirOwnChecks() throws Exception {
    assertThat(LimitSettings.DEFAULT.rpcLimits()).isEqualTo(RpcLimits.DEFAULT);
    FileSettings empty = new SettingsReader(directory).read("f", "nfs: {}\nlimits: {}\nlog: {}");
    assertThat(empty)
        .usingRecursiveComparison()
        .ignoringFields("listen.where")
        .isEqualTo(FileSettings.NONE);
  }

  /** Walks all keys by reading a file that has one of every kind. */
  @Test
  void everyKeyIsDocumentedAndInTheExample() throws IOException, ConfigException {
    String everything = Files.readString(RESOURCES.resolve("everything.yaml"));
    SettingsReader reader = new SettingsReader(directory);
    reader.read("everything.yaml", everything);
    Set<String> keys = reader.keys();
    assertThat(keys).hasSizeGreaterThan(40);
    String page = Files.readString(PAGE);
    for (String key : keys) {
      String name = key.replaceAll("\\[[0-9]+]", "[]");
      assertThat(page).as("docs/operate/configuration.md").contains("| `" + name + "` |");
      assertThat(everything).contains(key.substring(key.lastIndexOf('.') + 1) + ":");
    }
  }

  @Test
  void theExampleOfTheDocumentationIsValid() throws Exception {
    String page = Files.readString(PAGE);
    String example = page.split("```yaml\n", 2)[1].split("```", 2)[0];
    FileSettings file = new SettingsReader(directory).read("example", example);
    assertThat(SettingsMerger.merge(file, ServeOptions.NONE).nfs()).isEqualTo(NfsSettings.DEFAULT);
  }

  @Test
  void sizesAreReadAndWritten() {
    assertThat(ByteSize.parse("65536")).hasValue(65536);
    assertThat(ByteSize.parse("64KiB")).hasValue(65536);
    assertThat(ByteSize.parse("3TiB")).hasValue(3L << 40);
    assertThat(ByteSize.parse("9999999999TiB")).isEmpty();
    assertThat(ByteSize.parse("")).isEmpty();
    assertThat(ByteSize.parse("-1")).isEmpty();
    assertThat(ByteSize.parse("1kb")).isEmpty();
    assertThat(ByteSize.text(3L << 40)).isEqualTo("3TiB");
    assertThat(ByteSize.text(1025)).isEqualTo("1025");
    assertThat(ByteSize.text(0)).isEqualTo("0");
  }
}
