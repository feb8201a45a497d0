package io.havenfs.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the machine must have for tests with real clients. */
final class Requirements {
  private static final Path TUN = Path.of("/dev/net/tun");
  private static final List<Path> PROGRAM_FOLDERS =
      List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin"));

  private Requirements() {}

  /** Skips the test, naming what is missing, unless this is root with taps and these programs. */
  static void assume(String... programs) {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "needs root, for network namespaces and taps; the user is "
            + System.getProperty("user.name"));
    assumeTrue(Files.exists(TUN), "needs " + TUN + ", for the taps of the clients");
    List<String> missing = List.of(programs).stream().filter(p -> !isInstalled(p)).toList();
    assumeTrue(
        missing.isEmpty(),
        () -> "not installed: " + String.join(", ", missing) + " ('havenfs test' installs them)");
  }

  /** Whether all these programs are on this machine. */
  static boolean areInstalled(String... programs) {
    return List.of(programs).stream().allMatch(Requirements::isInstalled);
  }

  private static boolean isInstalled(String program) {
    return PROGRAM_FOLDERS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }
}
