package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask port 111: of the server itself, and of the system's rpcbind. */
final class RpcbindTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void servicesAreFoundByAskingPort111(@TempDir Path folder) throws IOException {
    Requirements.assume("ip", "rpcinfo", "showmount");
    try (Network network = Network.create();
        HavenFsProcess server = new HavenFsProcess(network, folder, "--rpcbind", "builtin")) {
      server.start();
      String address = network.serverAddress();
      assertThat(inside(network, "rpcinfo", "-p", address))
          .containsPattern("100003 +3 +tcp +2049")
          .containsPattern("100003 +3 +udp +2049")
          .containsPattern("100003 +4 +tcp +2049")
          .containsPattern("100005 +3 +udp +2049")
          .containsPattern("100000 +4 +tcp +111");
      assertThat(inside(network, "rpcinfo", "-u", address, "nfs", "3")).contains("ready");
      assertThat(inside(network, "rpcinfo", "-u", address, "mountd", "3")).contains("ready");
      assertThat(inside(network, "rpcinfo", "-t", address, "nfs", "4")).contains("ready");
      assertThat(inside(network, "showmount", "-e", "--no-headers", address)).startsWith("/ ");
      server.stop();
    }
  }

  @Test
  void theSystemsRpcbindIsToldAndToldAgainAtTheEnd(@TempDir Path folder) throws IOException {
    registeredWithTheSystems("system", folder);
  }

  @Test
  void whereOneRunsItIsTheOneThatIsTold(@TempDir Path folder) throws IOException {
    registeredWithTheSystems("auto", folder);
  }

  private static void registeredWithTheSystems(String mode, Path folder) throws IOException {
    Requirements.assume("ip", "rpcinfo", "rpcbind");
    try (Network network = Network.create();
        HavenFsProcess server = new HavenFsProcess(network, folder, "--rpcbind", mode)) {
      server.prepare("mount -t tmpfs none /run && rpcbind");
      server.start();
      String address = network.serverAddress();
      assertThat(inside(network, "rpcinfo", "-p", address))
          .containsPattern("100003 +4 +tcp +2049")
          .containsPattern("100005 +3 +udp +2049")
          .contains("portmapper");
      assertThat(inside(network, "rpcinfo", "-t", address, "nfs", "3")).contains("ready");
      server.stop();
      assertThat(inside(network, "rpcinfo", "-p", address))
          .contains("portmapper")
          .doesNotContain("100003")
          .doesNotContain("100005");
    }
  }

  private static String inside(Network network, String... words) {
    List<String> all = network.inside(words);
    Command.Outcome outcome = new Command(all).run(LIMIT);
    assertThat(outcome.status()).as(String.join(" ", all) + ": " + outcome.output()).isZero();
    return outcome.output();
  }
}
