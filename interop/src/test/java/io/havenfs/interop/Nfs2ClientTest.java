package io.havenfs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A Linux client over NFSv2, on a server that was told to offer it. */
final class Nfs2ClientTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void doesAllThatTheVersionCan() throws IOException {
    Path folder = Lab.folder(getClass().getSimpleName());
    Path configuration =
        Files.writeString(folder.resolve("havenfs.yaml"), "nfs: {versions: [2, 3]}\n");
    try (Network network = Network.create();
        HavenFsProcess server =
            new HavenFsProcess(
                network, folder, "--rpcbind", "off", "--config", configuration.toString())) {
      server.start();
      try (UmlClient client = UmlClient.boot(network, "guest1", folder)) {
        client
            .start(
                "guest/mount-version2.py",
                network.serverAddress(),
                Integer.toString(server.endpoint().port()),
                "/",
                UmlClient.MOUNT_POINT)
            .succeed(LIMIT);
        client.scenario("version2.py").succeed(LIMIT);
        assertThat(server.ask("clients")).containsPattern("v2-\\S+ +2 ");
      }
      server.stop();
    }
  }
}
