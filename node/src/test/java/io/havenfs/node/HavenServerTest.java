package io.havenfs.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.havenfs.host.disk.DiskLockedException;
import io.havenfs.node.clients.DeskRequest;
import io.havenfs.node.config.NodeSettings;
import io.havenfs.node.config.ServeOptions;
import io.havenfs.node.config.SettingsMerger;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.xdr.XdrReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HavenServerTest {
  private static final CallHeader MOUNT = new CallHeader(100005, 3, Credential.NONE);
  private static final int MNT = 1;
  private static final int EXPORT = 5;

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private NodeSettings settings;

  @BeforeEach
  void configure() throws Exception {
    Files.writeString(exportsFile(), "/data *(rw,insecure)\n");
    settings = settings("127.0.0.1:0");
  }

  private Path exportsFile() {
    return directory.resolve("exports");
  }

  private NodeSettings settings(String listen) throws Exception {
    return SettingsMerger.load(
        new ServeOptions(
            Optional.empty(),
            Optional.of(directory.resolve("store")),
            List.of(listen),
            List.of(),
            Optional.of(exportsFile()),
            Optional.of("off"),
            Optional.of("127.0.0.1:0")));
  }

  @Test
  void exportedDirectoriesAreMadeAndCanBeMounted() throws Exception {
    try (HavenServer server = HavenServer.start(settings)) {
      assertThat(mountStatus(server, "/data")).isZero();
      assertThat(mountStatus(server, "/other")).isEqualTo(2);
      assertThat(exports(server)).containsExactly("/data");
    }
  }

  @Test
  void handlesSurviveARestart() throws Exception {
    byte[] before;
    try (HavenServer server = HavenServer.start(settings)) {
      before = mount(server, "/data");
    }
    try (HavenServer server = HavenServer.start(settings)) {
      assertThat(mount(server, "/data")).isEqualTo(before);
    }
  }

  @Test
  void exportsAreReadAgainOnRequest() throws Exception {
    try (HavenServer server = HavenServer.start(settings)) {
      Files.writeString(exportsFile(), "/data *(rw,insecure)\n/new/one *(ro,insecure)\n");
      server.reloadExports();
      assertThat(mountStatus(server, "/new/one")).isZero();

      Files.writeString(exportsFile(), "/data *(rw,nonsense)\n");
      HttpResponse<String> refused = post(server, "/exports/reload");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).contains("exports:1:").contains("nonsense");
      assertThat(mountStatus(server, "/new/one")).isZero();

      Files.writeString(exportsFile(), "/data *(rw,insecure)\n");
      assertThat(post(server, "/exports/reload").body()).contains("/data");
      assertThat(mountStatus(server, "/new/one")).isEqualTo(2);
    }
  }

  @Test
  void operatorsSeeHowItIs() throws Exception {
    try (HavenServer server = HavenServer.start(settings)) {
      mountStatus(server, "/data");

      assertThat(get(server, "/healthz").body()).isEqualTo("serving\n");
      JsonNode status = new ObjectMapper().readTree(get(server, "/status").body());
      assertThat(status.path("state").asText()).isEqualTo("serving");
      assertThat(status.path("exports").path(0).asText()).isEqualTo("/data");
      assertThat(status.path("addresses").path(0).asText())
          .isEqualTo(HavenServer.text(server.addresses().getFirst()));
      assertThat(status.path("capacity").path("totalBytes").asLong()).isPositive();
      String metrics = get(server, "/metrics").body();
      assertThat(metrics).contains("havenfs_rpc_connections").contains("jvm_memory_used_bytes");
      assertThat(metrics)
          .containsPattern("havenfs_rpc_calls_total\\{.*procedure=\"1\",program=\"100005\".*} 1.0");
      assertThat(get(server, "/nothing").statusCode()).isEqualTo(404);
      assertThat(post(server, "/status").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void operatorsSeeItsClients() throws Exception {
    try (HavenServer server = HavenServer.start(settings)) {
      mount(server, "/data");
      JsonNode clients = new ObjectMapper().readTree(ask(server, "clients", "", "").body());
      assertThat(clients).hasSize(1);
      assertThat(clients.path(0).path("client").asText()).isEqualTo("v3-127.0.0.1");
      assertThat(clients.path(0).path("mounts").path(0).asText()).isEqualTo("/data");
      assertThat(ask(server, "locks", "/data", "").body().strip()).isEqualTo("[ ]");

      assertThat(ask(server, "locks", "/nothing", "").body()).contains("no /nothing");
      assertThat(ask(server, "break", "/data", "").statusCode()).isEqualTo(409);
      assertThat(ask(server, "evict", "", "v4-1").body()).contains("no client v4-1");
      assertThat(ask(server, "evict", "", "v3-127.0.0.1").statusCode()).isEqualTo(200);
      assertThat(ask(server, "clients", "", "").body().strip()).isEqualTo("[ ]");
    }
  }

  private HttpResponse<String> ask(HavenServer server, String action, String path, String client)
      throws Exception {
    String body = new ObjectMapper().writeValueAsString(new DeskRequest("", path, client));
    HttpRequest request =
        HttpRequest.newBuilder(uri(server, "/v1/" + action))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aStoreHasOneOwner() throws Exception {
    try (HavenServer server = HavenServer.start(settings)) {
      assertThat(server.exportedPaths()).containsExactly("/data");
      assertThatThrownBy(() -> HavenServer.start(settings)).isInstanceOf(DiskLockedException.class);
    }
  }

  @Test
  void aPortThatIsTakenIsNamedAndTheStoreIsLetGo() throws Exception {
    NodeSettings taken;
    try (HavenServer server = HavenServer.start(settings)) {
      String address = HavenServer.text(server.addresses().getFirst());
      taken =
          SettingsMerger.load(
              new ServeOptions(
                  Optional.empty(),
                  Optional.of(directory.resolve("another")),
                  List.of(address),
                  List.of("/ *(rw)"),
                  Optional.empty(),
                  Optional.of("off"),
                  Optional.empty()));
      assertThatThrownBy(() -> HavenServer.start(taken))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(address);
    }
    HavenServer.start(taken).close();
  }

  private static int mountStatus(HavenServer server, String path) throws IOException {
    byte[] results = mount(server, path);
    return results[3];
  }

  /** MNT's results. */
  private static byte[] mount(HavenServer server, String path) throws IOException {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return call(server, MNT, bytes, results -> results.fixedOpaque(results.remaining()));
  }

  private static List<String> exports(HavenServer server) throws IOException {
    return call(
        server,
        EXPORT,
        new byte[0],
        results -> {
          List<String> paths = new ArrayList<>();
          while (results.bool()) {
            paths.add(results.utf8(1024));
            while (results.bool()) {
              results.utf8(255);
            }
          }
          return paths;
        });
  }

  private static <T> T call(
      HavenServer server, int procedure, byte[] argument, Function<XdrReader, T> decoder) {
    InetSocketAddress address = server.addresses().getFirst();
    try (EventLoops loops = EventLoops.start(1, "test");
        RpcClient client = new RpcClient(loops)) {
      RpcConnection connection = client.connect(address).join();
      return RpcClient.call(
              connection,
              MOUNT,
              procedure,
              out -> {
                if (argument.length > 0) {
                  out.opaque(argument);
                }
              },
              decoder)
          .join();
    }
  }

  private HttpResponse<String> get(HavenServer server, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(server, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(HavenServer server, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(server, path)).POST(HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(HavenServer server, String path) {
    return URI.create("http://" + HavenServer.text(server.adminAddress().orElseThrow()) + path);
  }
}
