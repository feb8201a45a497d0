package io.havenfs.engine.file;

import io.havenfs.engine.model.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The machine's own file system below a directory, operated on as various users by a process of its
 * own ({@code operate.pl}). Needs root and perl.
 */
final class LocalFileSystem implements AutoCloseable {
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  LocalFileSystem(Path script, Path directory) throws IOException {
    process =
        new ProcessBuilder("/usr/bin/perl", script.toString())
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Why it cannot be used here, or an empty text. */
  static String obstacle() {
    if (!Files.isExecutable(Path.of("/usr/bin/perl"))) {
      return "needs /usr/bin/perl";
    }
    if (!List.of("amd64", "aarch64").contains(System.getProperty("os.arch"))) {
      return "knows the system calls of x86-64 and AArch64 only";
    }
    return System.getProperty("user.name").equals("root")
        ? ""
        : "needs root, to act as various users";
  }

  /** The script, copied into {@code directory}. */
  static Path script(Path directory) throws IOException {
    Path script = directory.resolve("operate.pl");
    try (InputStream in =
        Objects.requireNonNull(LocalFileSystem.class.getResourceAsStream("operate.pl"))) {
      Files.copy(in, script);
    }
    return script;
  }

  /** Performs an operation; 0 or the error number. */
  int perform(Credentials who, List<String> operation) {
    String groups =
        IntStream.concat(IntStream.of(who.gid(), who.gid()), IntStream.of(who.groups()))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    return Integer.parseInt(ask(who.uid() + "\t" + groups + "\t" + String.join("\t", operation)));
  }

  /** The tree: path, mode in octal, links, uid, gid, and size (0 for directories). */
  List<String> dump() {
    List<String> lines = new ArrayList<>();
    for (String line = ask("dump"); !line.equals("."); line = answer()) {
      lines.add(line);
    }
    return lines;
  }

  private String ask(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer();
  }

  private String answer() {
    try {
      return Objects.requireNonNull(answers.readLine(), "the process is gone");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
