package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers on port 111 itself: rpcinfo and mount find it there, over UDP too. */
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

  private static String inside(Network network, String... words) {
    List<String> all = network.inside(words);
    Command.Outcome outcome = new Command(all).run(LIMIT);
    assertThat(outcome.status()).as(String.join(" ", all) + ": " + outcome.output()).isZero();
    return outcome.output();
  }
}
