package io.havenfs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.havenfs.node.store.FileTrees;
import io.havenfs.quorum.model.DeadAfter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * All nodes with data are killed, and the disk of the last primary does not come back: it is the
 * best candidate by its name, and has nothing.
 */
class LostCopyTest {
  private static final byte[] CONTENTS = "kept".getBytes(StandardCharsets.US_ASCII);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void theOtherCopyServesAndTheEmptyNodeGetsANewOne() throws IOException {
    try (DemoCluster cluster = DemoCluster.start(directory, DeadAfter.NORMAL)) {
      write(cluster, "file");
      String primary = DemoCluster.service(cluster.report()).primary();
      String other =
          DemoCluster.DATA.stream().filter(node -> !node.equals(primary)).findFirst().orElseThrow();
      for (String node : DemoCluster.DATA) {
        cluster.process(node).kill();
      }
      FileTrees.delete(directory.resolve(primary).resolve("services"));
      for (String node : List.of(primary, other)) {
        cluster.start(node);
      }
      cluster.await(
          "the other copy serves, the new one is in sync",
          report ->
              DemoCluster.service(report).primary().equals(other)
                  && DemoCluster.service(report).inSync().size() == DemoCluster.DATA.size());
      cluster.awaitServed();
      assertThat(read(cluster)).isEqualTo(CONTENTS);
    }
  }

  /** The only copy in sync is gone for good: an operator goes on with the older one. */
  @Test
  void theOlderCopyServesWhenAnOperatorAcceptsTheLoss() throws IOException {
    try (DemoCluster cluster = DemoCluster.start(directory, DeadAfter.NORMAL)) {
      write(cluster, "file");
      String primary = DemoCluster.service(cluster.report()).primary();
      String other =
          DemoCluster.DATA.stream().filter(node -> !node.equals(primary)).findFirst().orElseThrow();
      cluster.process(other).kill();
      cluster.await("one copy", report -> DemoCluster.service(report).inSync().size() == 1);
      cluster.awaitServed();
      write(cluster, "later");
      assertThatThrownBy(() -> order(cluster, "accept-loss", other))
          .hasMessageContaining("bring the service online");
      cluster.process(primary).kill();
      FileTrees.delete(directory.resolve(primary).resolve("services"));
      cluster.start(other);
      order(cluster, "offline", "");
      cluster.await("offline", report -> DemoCluster.service(report).primary().isEmpty());
      cluster.await("the copy is open", report -> isAccepted(cluster, other));
      order(cluster, "online", "");
      cluster.start(primary);
      cluster.await(
          "the older copy serves, the other node has it, too",
          report ->
              DemoCluster.service(report).primary().equals(other)
                  && DemoCluster.service(report).inSync().size() == DemoCluster.DATA.size());
      cluster.awaitServed();
      assertThat(read(cluster)).isEqualTo(CONTENTS);
      assertThatThrownBy(() -> read(cluster, "later")).hasMessageEndingWith("status 2"); // NOENT;
    }
  }

  private static boolean isAccepted(DemoCluster cluster, String node) {
    try {
      order(cluster, "accept-loss", node);
      return true;
    } catch (IOException refused) {
      assertThat(refused).hasMessageContaining("not open yet");
      return false;
    }
  }

  private static void order(DemoCluster cluster, String action, String body) throws IOException {
    String service = DemoCluster.service(cluster.report()).specification().name();
    cluster.order("/v1/services/" + service + "/" + action, body);
  }

  private static void write(DemoCluster cluster, String name) throws IOException {
    try (BuiltinClient client = new BuiltinClient(cluster.address());
        Folder folder = client.makeFolder("folder." + name)) {
      folder.create(name);
      folder.write(name, CONTENTS);
    }
  }

  private static byte[] read(DemoCluster cluster) throws IOException {
    return read(cluster, "file");
  }

  private static byte[] read(DemoCluster cluster, String name) throws IOException {
    try (BuiltinClient client = new BuiltinClient(cluster.address());
        Folder folder = client.openFolder("folder." + name)) {
      return folder.read(name);
    }
  }
}
