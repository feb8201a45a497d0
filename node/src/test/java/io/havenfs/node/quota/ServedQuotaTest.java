package io.havenfs.node.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.node.HavenServer;
import io.havenfs.node.config.ServeOptions;
import io.havenfs.node.config.SettingsMerger;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client meets the limits that the configuration sets. */
class ServedQuotaTest {
  private static final int USER = 1000;
  private static final int NFS = 100003;
  private static final int MOUNT = 100005;
  private static final int MNT = 1;
  private static final int MKDIR = 9;
  private static final int DQUOT = 69;

  @TempDir private Path directory;

  @Test
  void whatIsConfiguredIsEnforced() throws Exception {
    Path file = directory.resolve("havenfs.yaml");
    Files.writeString(
        file,
        """
        store: store
        exports:
          list: ["/ *(rw,no_root_squash,insecure)"]
        rpcbind: "off"
        quota:
          enabled: true
          limits:
            - user: 1000
              hard-files: 2
        """);
    ServeOptions options =
        new ServeOptions(
            Optional.of(file),
            Optional.empty(),
            List.of("127.0.0.1:0"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (HavenServer server = HavenServer.start(SettingsMerger.load(options));
        EventLoops loops = EventLoops.start(1, "test");
        RpcClient client = new RpcClient(loops)) {
      RpcConnection connection = client.connect(server.addresses().getFirst()).join();
      byte[] home = makeDirectory(connection, root(connection), "home", 0);
      assertThat(status(connection, home, "one")).isZero();
      assertThat(status(connection, home, "two")).isEqualTo(DQUOT);
    }
  }

  private static byte[] root(RpcConnection connection) {
    return call(connection, MOUNT, MNT, 0, out -> out.utf8("/"), ServedQuotaTest::okAndHandle);
  }

  private static byte[] okAndHandle(XdrReader results) {
    assertThat(results.int32()).isZero();
    return results.opaque(64);
  }

  /** MKDIR as a user of a directory that belongs to {@link #USER}. */
  private static byte[] makeDirectory(
      RpcConnection connection, byte[] parent, String name, int uid) {
    return call(
        connection,
        NFS,
        MKDIR,
        uid,
        out -> mkdir(out, parent, name),
        results -> {
          assertThat(results.int32()).isZero();
          assertThat(results.bool()).isTrue();
          return results.opaque(64);
        });
  }

  private static int status(RpcConnection connection, byte[] parent, String name) {
    return call(connection, NFS, MKDIR, USER, out -> mkdir(out, parent, name), XdrReader::int32);
  }

  private static void mkdir(XdrWriter out, byte[] parent, String name) {
    out.opaque(parent);
    out.opaque(name.getBytes(StandardCharsets.UTF_8));
    out.bool(false);
    out.bool(true);
    out.int32(USER);
    out.bool(false);
    out.bool(false);
    out.int32(0);
    out.int32(0);
  }

  private static <T> T call(
      RpcConnection connection,
      int program,
      int procedure,
      int uid,
      Consumer<XdrWriter> arguments,
      Function<XdrReader, T> results) {
    CallHeader header = new CallHeader(program, 3, new Credential.Sys(0, "client", uid, uid));
    return RpcClient.call(connection, header, procedure, arguments, results).join();
  }
}
