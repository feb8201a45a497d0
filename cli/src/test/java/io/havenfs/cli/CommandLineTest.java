package io.havenfs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {
  private record Outcome(int code, String out, String err) {}

  @TempDir private Path directory;

  @Test
  void versionAndHelp() {
    assertThat(run("version").out()).startsWith("havenfs ").contains("Java");
    assertThat(run("--version").code()).isEqualTo(ExitCode.OK);
    assertThat(run("--help").out()).contains("serve").contains("status").contains("demo");
    assertThat(run("serve", "--help").out()).contains("--store").contains("--export");
  }

  @Test
  void aPresetMayBeWrittenAsTheHelpWritesIt() {
    String node = directory.resolve("node").toString();
    String line = "cluster init --name a --address 127.0.0.1 --dead-after fast --dir " + node;
    assertThat(run(line.split(" ")).code()).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                | command
          nonsense                                          | nonsense
          serve                                             | --store
          serve --bogus                                     | --bogus
          serve --store                                     | --store
          serve --store S                                   | --export
          serve --store S --export foo                      | not absolute
          serve --store S --export /,*(rw,zap)              | zap
          serve --store S --export /,* --rpcbind maybe      | maybe
          serve --store S --export /,* --listen 1.2.3.4     | 1.2.3.4
          serve --store S --export /,* --listen [::1]:70000 | 70000
          serve --store S --export /,* --admin here         | here
          status                                            | --admin
          demo --seconds 0                                  | --seconds
          """)
  void aWrongCommandLineIsNamedInALine(String line, String named) {
    Outcome outcome = run(words(line));

    assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("havenfs: ").contains(named);
    assertThat(outcome.err().lines().count()).isLessThanOrEqualTo(2);
  }

  /** A comma stands for a blank within a word. */
  private String[] words(String line) {
    if (line.isEmpty()) {
      return new String[0];
    }
    String[] words = line.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replaceFirst(",", " ");
    }
    return words;
  }

  @Test
  void aConfigurationFilesMistakeIsNamedWithItsPlace() throws IOException {
    Path file = Files.writeString(directory.resolve("havenfs.yaml"), "store: /s\nlisten: 5\n");
    Outcome outcome = run("serve", "--config", file.toString());

    assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains(file + ":2").contains("listen");
  }

  @Test
  void aMissingFileIsAFailure() {
    Outcome outcome = run("serve", "--config", directory.resolve("none.yaml").toString());

    assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains("none.yaml").doesNotContain("\tat ");
  }

  @Test
  void aStoreThatCannotBeSaysWhy() throws IOException {
    Outcome nowhere = run("serve", "--store", "/proc/havenfs", "--export", "/ *");
    assertThat(nowhere.code()).isEqualTo(ExitCode.FAILED);
    assertThat(nowhere.err())
        .isEqualTo(
            "havenfs: /proc/havenfs: the store's directory cannot be created:"
                + " no such file or directory\n");

    Path file = Files.createFile(directory.resolve("file"));
    Outcome noDirectory = run("serve", "--store", file.toString(), "--export", "/ *");
    assertThat(noDirectory.err()).isEqualTo("havenfs: " + file + ": the store is no directory\n");
  }

  @Test
  void statusOfNobodyFails() {
    Outcome outcome = run("status", "--admin", "127.0.0.1:1");

    assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).startsWith("havenfs: no server answers at 127.0.0.1:1");
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    int code = command.execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
