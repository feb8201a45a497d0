package io.havenfs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

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
      write(cluster);
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
      assertThat(read(cluster)).isEqualTo(CONTENTS);
    }
  }

  private static void write(DemoCluster cluster) throws IOException {
    try (BuiltinClient client = new BuiltinClient(cluster.address());
        Folder folder = client.makeFolder("folder")) {
      folder.create("file");
      folder.write("file", CONTENTS);
    }
  }

  private static byte[] read(DemoCluster cluster) throws IOException {
    try (BuiltinClient client = new BuiltinClient(cluster.address());
        Folder folder = client.openFolder("folder")) {
      return folder.read("file");
    }
  }
}
