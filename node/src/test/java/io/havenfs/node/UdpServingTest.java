package io.havenfs.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.node.config.ServeOptions;
import io.havenfs.node.config.SettingsMerger;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NFSv3 and MOUNT over UDP, on the port of TCP. */
class UdpServingTest {
  private static final Credential ROOT = new Credential.Sys(0, "client", 0, 0);
  private static final CallHeader MOUNT = new CallHeader(100005, 3, ROOT);
  private static final CallHeader NFS = new CallHeader(100003, 3, ROOT);
  private static final int MNT = 1;
  private static final int GETATTR = 1;
  private static final int FSINFO = 19;
  private static final int DIRECTORY = 2;
  private static final int FATTR_BYTES = 84;

  @TempDir private Path directory;

  @Test
  void aClientMountsAndLooks() throws Exception {
    ServeOptions options =
        new ServeOptions(
            Optional.empty(),
            Optional.of(directory),
            List.of("127.0.0.1:0"),
            List.of("/ *(rw,insecure)"),
            Optional.empty(),
            Optional.of("off"),
            Optional.empty());
    try (HavenServer server = HavenServer.start(SettingsMerger.load(options));
        EventLoops loops = EventLoops.start(1, "test");
        RpcClient client = new RpcClient(loops)) {
      RpcConnection udp = client.connectUdp(server.addresses().getFirst()).join();
      byte[] root = call(udp, MOUNT, MNT, out -> out.utf8("/"), results -> results.opaque(64));
      int type = call(udp, NFS, GETATTR, out -> out.opaque(root), XdrReader::int32);
      assertThat(type).isEqualTo(DIRECTORY);
      int largestRead = call(udp, NFS, FSINFO, out -> out.opaque(root), UdpServingTest::rtmax);
      assertThat(largestRead).isBetween(8 << 10, 60 << 10);
    }
  }

  private static int rtmax(XdrReader results) {
    assertThat(results.bool()).isTrue();
    results.skip(FATTR_BYTES);
    return results.int32();
  }

  private static <T> T call(
      RpcConnection connection,
      CallHeader header,
      int procedure,
      Consumer<XdrWriter> arguments,
      Function<XdrReader, T> results) {
    return RpcClient.call(
            connection,
            header,
            procedure,
            arguments,
            in -> {
              assertThat(in.int32()).isZero();
              return results.apply(in);
            })
        .join();
  }
}
