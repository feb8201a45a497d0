package io.havenfs.node.acl;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NFSACL is served on the port of NFS, and an ACL is there after a restart. */
class ServedAclTest {
  private static final int NFSACL = 100227;
  private static final int GETACL = 1;
  private static final int SETACL = 2;
  private static final int MOUNT = 100005;
  private static final int MNT = 1;
  private static final int ACL = 1;
  private static final int ATTRIBUTES = 88;

  /** Type, id and permissions of owner, a user, group, mask and others. */
  private static final List<Integer> ENTRIES =
      List.of(1, 0, 7, 2, 1001, 6, 4, 0, 5, 0x10, 0, 4, 0x20, 0, 0);

  @TempDir private Path directory;

  @Test
  void anAclSurvivesARestart() throws Exception {
    Path file = directory.resolve("havenfs.yaml");
    Files.writeString(
        file,
        """
        store: store
        exports:
          list: ["/ *(rw,no_root_squash,insecure)"]
        rpcbind: "off"
        """);
    assertThat(ask(file, SETACL, ServedAclTest::acl, XdrReader::int32)).isZero();
    List<Integer> found =
        ask(
            file,
            GETACL,
            root ->
                out -> {
                  out.opaque(root);
                  out.int32(ACL);
                },
            ServedAclTest::entries);
    assertThat(found).isEqualTo(ENTRIES);
  }

  /** Starts a server and asks it about its root. */
  private static <T> T ask(
      Path file,
      int procedure,
      Function<byte[], Consumer<XdrWriter>> arguments,
      Function<XdrReader, T> results)
      throws Exception {
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
      byte[] root = call(connection, MOUNT, MNT, out -> out.utf8("/"), ServedAclTest::okAndHandle);
      return call(connection, NFSACL, procedure, arguments.apply(root), results);
    }
  }

  private static byte[] okAndHandle(XdrReader results) {
    assertThat(results.int32()).isZero();
    return results.opaque(64);
  }

  private static Consumer<XdrWriter> acl(byte[] root) {
    return out -> {
      out.opaque(root);
      out.int32(ACL);
      out.int32(ENTRIES.size() / 3);
      out.int32(ENTRIES.size() / 3);
      ENTRIES.forEach(out::int32);
      out.int32(0);
      out.int32(0);
    };
  }

  private static List<Integer> entries(XdrReader results) {
    assertThat(results.int32()).isZero();
    results.skip(ATTRIBUTES);
    assertThat(results.int32()).isEqualTo(ACL);
    assertThat(results.int32()).isEqualTo(ENTRIES.size() / 3);
    List<Integer> found = new ArrayList<>();
    for (int left = 3 * results.int32(); left > 0; left--) {
      found.add(results.int32());
    }
    return found;
  }

  private static <T> T call(
      RpcConnection connection,
      int program,
      int procedure,
      Consumer<XdrWriter> arguments,
      Function<XdrReader, T> results) {
    CallHeader header = new CallHeader(program, 3, new Credential.Sys(0, "client", 0, 0));
    return RpcClient.call(connection, header, procedure, arguments, results).join();
  }
}
