package io.havenfs.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Random;
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
  private static final int READ = 6;
  private static final int WRITE = 7;
  private static final int CREATE = 8;
  private static final int FATTR_BYTES = 84;
  private static final int WCC_BYTES = 24;

  /** The most that READ and WRITE move in a datagram. */
  private static final int LARGEST = 32 << 10;

  @TempDir private Path directory;

  @Test
  void aClientMountsAndLooks() throws Exception {
    try (HavenServer server = HavenServer.start(SettingsMerger.load(options()));
        EventLoops loops = EventLoops.start(1, "test");
        RpcClient client = new RpcClient(loops)) {
      RpcConnection udp = client.connectUdp(server.addresses().getFirst()).join();
      byte[] root = call(udp, MOUNT, MNT, out -> out.utf8("/"), results -> results.opaque(64));
      int type = call(udp, NFS, GETATTR, out -> out.opaque(root), XdrReader::int32);
      assertThat(type).isEqualTo(DIRECTORY);
      int largestRead = call(udp, NFS, FSINFO, out -> out.opaque(root), UdpServingTest::rtmax);
      assertThat(largestRead).isEqualTo(LARGEST);
    }
  }

  private ServeOptions options() {
    return new ServeOptions(
        Optional.empty(),
        Optional.of(directory),
        List.of("127.0.0.1:0"),
        List.of("/ *(rw,insecure,no_root_squash)"),
        Optional.empty(),
        Optional.of("off"),
        Optional.empty());
  }

  /** What does not fit is cut, where the protocol lets it be, and else refused. */
  @Test
  void datagramsHaveLimits() throws Exception {
    try (HavenServer server = HavenServer.start(SettingsMerger.load(options()));
        EventLoops loops = EventLoops.start(1, "test");
        RpcClient client = new RpcClient(loops)) {
      RpcConnection udp = client.connectUdp(server.addresses().getFirst()).join();
      byte[] root = call(udp, MOUNT, MNT, out -> out.utf8("/"), results -> results.opaque(64));
      byte[] file = call(udp, NFS, CREATE, out -> create(out, root), UdpServingTest::handle);
      byte[] data = new byte[LARGEST];
      new Random(1).nextBytes(data);
      assertThat(call(udp, NFS, WRITE, out -> write(out, file, 0, data), UdpServingTest::written))
          .isEqualTo(LARGEST);
      assertThat(
              call(
                  udp, NFS, WRITE, out -> write(out, file, LARGEST, data), UdpServingTest::written))
          .isEqualTo(LARGEST);
      byte[] read =
          call(udp, NFS, READ, out -> range(out, file, 2 * LARGEST), UdpServingTest::contents);
      assertThat(read).isEqualTo(data);
      assertThatThrownBy(
              () -> call(udp, NFS, WRITE, out -> writeTooMuch(out, file), XdrReader::int32))
          .hasMessageContaining("GARBAGE_ARGS");
    }
  }

  private static void create(XdrWriter out, byte[] directory) {
    out.opaque(directory);
    out.utf8("file");
    out.int32(0); // UNCHECKED, and no attribute set
    for (int i = 0; i < 6; i++) {
      out.int32(0);
    }
  }

  private static byte[] handle(XdrReader results) {
    assertThat(results.bool()).isTrue();
    return results.opaque(64);
  }

  private static void write(XdrWriter out, byte[] file, long offset, byte[] data) {
    out.opaque(file);
    out.int64(offset);
    out.int32(data.length);
    out.int32(2); // FILE_SYNC
    out.opaque(data);
  }

  private static void writeTooMuch(XdrWriter out, byte[] file) {
    range(out, file, 2 * LARGEST);
    out.int32(2);
    out.int32(2 * LARGEST);
    out.fixedOpaque(new byte[LARGEST]);
  }

  private static void range(XdrWriter out, byte[] file, int count) {
    out.opaque(file);
    out.int64(0);
    out.int32(count);
  }

  private static int written(XdrReader results) {
    boolean before = results.bool();
    results.skip(before ? WCC_BYTES : 0);
    results.skip(results.bool() ? FATTR_BYTES : 0);
    return results.int32();
  }

  private static byte[] contents(XdrReader results) {
    results.skip(results.bool() ? FATTR_BYTES : 0);
    int count = results.int32();
    assertThat(results.bool()).as("end of file").isFalse();
    byte[] data = results.opaque(2 * LARGEST);
    assertThat(data).hasSize(count);
    return data;
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
