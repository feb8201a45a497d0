package io.havenfs.rpc.rpcbind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.xdr.XdrReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RpcbindTest {
  private static final Path NO_SOCKET = Path.of("/nonexistent/rpcbind.sock");
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_234_567));
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(LOOPBACK, 0);
  private static final int NFS = 100_003;
  private static final Mapping NFS_3 = new Mapping(NFS, 3, Netid.TCP, address("0.0.0.0", 2049));
  private static final Mapping NFS_3_UDP = new Mapping(NFS, 3, Netid.UDP, address("0.0.0.0", 2049));
  private static final Mapping NLM_4 =
      new Mapping(100_021, 4, Netid.TCP, address("127.0.0.1", 40_000));

  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  private final SystemRegistrations registrations = new SystemRegistrations();
  private final EventLoops loops = EventLoops.start(1, "test");

  @AfterEach
  void stop() {
    loops.close();
  }

  private static RpcbindPlace place(int system) {
    return new RpcbindPlace(
        NO_SOCKET, new InetSocketAddress(LOOPBACK, system), List.of(ANY_PORT), false);
  }

  private RpcbindService start(RpcbindMode mode, RpcbindPlace place, Mapping... mappings)
      throws IOException {
    return RpcbindService.start(loops, mode, place, List.of(mappings), registrations, CLOCK);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void universalAddresses() {
    InetSocketAddress address = address("10.1.2.3", 2049);
    assertThat(UniversalAddress.format(address)).isEqualTo("10.1.2.3.8.1");
    assertThat(UniversalAddress.parse("10.1.2.3.8.1")).contains(address);
    InetSocketAddress six = address("::1", 111);
    assertThat(UniversalAddress.parse(UniversalAddress.format(six))).contains(six);
    for (String bad :
        List.of("", "1", "1.2", "a.b.c.d.1.1", "1.2.3.4.256.1", "1.2.3.4.1.-1", "::.x.1")) {
      assertThat(UniversalAddress.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void offDoesNothing() throws Exception {
    try (RpcbindService service = start(RpcbindMode.OFF, place(1), NFS_3)) {
      assertThat(service.state()).isEqualTo(RpcbindService.State.OFF);
    }
  }

  @Test
  void modesHaveWords() {
    assertThat(RpcbindMode.of("auto")).contains(RpcbindMode.AUTO);
    assertThat(RpcbindMode.of("AUTO")).isEmpty();
  }

  @Test
  void builtinTellsWhereOurProgramsAre() throws Exception {
    try (RpcbindService service = start(RpcbindMode.BUILTIN, place(1), NFS_3, NFS_3_UDP)) {
      InetSocketAddress served = service.addresses().getFirst();
      try (RpcbindClient client = RpcbindClient.open(loops, place(served.getPort()))) {
        assertThat(client.dump())
            .contains(NFS_3, NFS_3_UDP)
            .anyMatch(m -> m.program() == RpcbindProtocol.PROGRAM && m.netid() == Netid.UDP);
      }
      try (RpcClient client = new RpcClient(loops)) {
        asks(client.connect(served).join(), 6);
        asks(client.connectUdp(served).join(), 17);
      }
    }
  }

  /** In all versions: the port or address of a version that is served, and of one that is not. */
  private static void asks(RpcConnection connection, int protocol) {
    assertThat(port(connection, NFS, 3, protocol)).isEqualTo(2049);
    assertThat(port(connection, NFS, 4, protocol)).isEqualTo(2049);
    assertThat(port(connection, NFS + 1, 3, protocol)).isZero();
    for (int version : new int[] {3, 4}) {
      assertThat(address(connection, version, 3, NFS, 3)).isEqualTo("127.0.0.1.8.1");
      assertThat(address(connection, version, 3, NFS, 4)).isEqualTo("127.0.0.1.8.1");
      assertThat(address(connection, version, 3, NFS + 1, 3)).isEmpty();
      long time =
          RpcClient.call(
                  connection, header(version), RpcbindProtocol.GETTIME, _ -> {}, XdrReader::uint32)
              .join();
      assertThat(time).isEqualTo(1_234_567);
    }
    assertThat(address(connection, 4, RpcbindProtocol.GETVERSADDR, NFS, 4)).isEmpty();
    assertThat(address(connection, 4, RpcbindProtocol.GETVERSADDR, NFS, 3))
        .isEqualTo("127.0.0.1.8.1");
    String first =
        RpcClient.call(
                connection,
                header(4),
                RpcbindProtocol.GETADDRLIST,
                new Rpcb(NFS, 3, "", "", "")::encode,
                results -> results.bool() ? results.utf8(100) : "")
            .join();
    assertThat(first).isEqualTo("127.0.0.1.8.1");
  }

  private static CallHeader header(int version) {
    return new CallHeader(RpcbindProtocol.PROGRAM, version, Credential.NONE);
  }

  private static int port(RpcConnection connection, int program, int version, int protocol) {
    return RpcClient.call(
            connection,
            header(2),
            RpcbindProtocol.GETADDR,
            arguments -> {
              arguments.int32(program);
              arguments.int32(version);
              arguments.int32(protocol);
              arguments.int32(0);
            },
            XdrReader::int32)
        .join();
  }

  private static String address(
      RpcConnection connection, int rpcbVersion, int procedure, int program, int version) {
    return RpcClient.call(
            connection,
            header(rpcbVersion),
            procedure,
            new Rpcb(program, version, "", "", "")::encode,
            results -> results.utf8(100))
        .join();
  }

  @Test
  void registersWithAnotherAndUnregisters() throws Exception {
    try (RpcbindService builtin = start(RpcbindMode.BUILTIN, place(1), NFS_3)) {
      int port = builtin.addresses().getFirst().getPort();
      try (RpcbindClient client = RpcbindClient.open(loops, place(port))) {
        boolean privileged = client.isPrivileged();
        try (RpcbindService ours = start(RpcbindMode.AUTO, place(port), NLM_4)) {
          assertThat(ours.state())
              .isEqualTo(
                  privileged ? RpcbindService.State.REGISTERED : RpcbindService.State.SERVING);
          if (privileged) {
            assertThat(client.dump()).contains(NLM_4, NFS_3);
          }
        }
        assertThat(client.dump()).contains(NFS_3).doesNotContain(NLM_4);
      }
    }
  }

  /** Services that move, each of them at an address of its own, on one host. */
  @Test
  void eachAddressTellsOfWhatIsServedThere() throws Exception {
    Mapping here = new Mapping(NFS, 3, Netid.UDP, address("127.0.0.2", 2049));
    Mapping there = new Mapping(NFS, 3, Netid.UDP, address("127.0.0.3", 2050));
    Mapping everywhere = new Mapping(NFS, 4, Netid.TCP, address("0.0.0.0", 2049));
    RpcbindPlace both =
        new RpcbindPlace(
            NO_SOCKET,
            new InetSocketAddress(LOOPBACK, 1),
            List.of(address("127.0.0.2", 0), address("127.0.0.3", 0)),
            true);
    try (RpcbindService service = start(RpcbindMode.BUILTIN, both, here, there, everywhere);
        RpcClient client = new RpcClient(loops)) {
      assertThat(dump(service.addresses().getFirst()))
          .contains(here, everywhere)
          .doesNotContain(there);
      assertThat(dump(service.addresses().getLast()))
          .contains(there, everywhere)
          .doesNotContain(here);
      RpcConnection udp = client.connectUdp(service.addresses().getLast()).join();
      assertThat(port(udp, NFS, 3, 17)).isEqualTo(2050);
    }
  }

  private List<Mapping> dump(InetSocketAddress rpcbind) throws IOException {
    RpcbindPlace place = new RpcbindPlace(NO_SOCKET, rpcbind, List.of(), false);
    try (RpcbindClient client = RpcbindClient.open(loops, place)) {
      return client.dump();
    }
  }

  @Test
  void whatTwoServicesRegisterIsThereUntilBothHaveLeft() throws Exception {
    Mapping one = new Mapping(NFS, 3, Netid.TCP, address("127.0.0.2", 2049));
    Mapping two = new Mapping(NFS, 3, Netid.TCP, address("127.0.0.3", 2049));
    try (RpcbindService builtin = start(RpcbindMode.BUILTIN, place(1), NLM_4)) {
      InetSocketAddress system = builtin.addresses().getFirst();
      RpcbindPlace place = place(system.getPort());
      try (RpcbindClient client = RpcbindClient.open(loops, place)) {
        assumeThat(client.isPrivileged()).isTrue();
      }
      RpcbindService first = start(RpcbindMode.SYSTEM, place, one);
      RpcbindService second = start(RpcbindMode.SYSTEM, place, two);
      assertThat(dump(system)).contains(one).doesNotContain(two);
      first.close();
      assertThat(dump(system)).contains(two).doesNotContain(one);
      second.close();
      assertThat(dump(system)).contains(NLM_4).doesNotContain(one, two);
    }
  }

  @Test
  void nobodyTakesOurPlace() throws Exception {
    try (RpcbindService builtin = start(RpcbindMode.BUILTIN, place(1), NFS_3)) {
      RpcbindPlace place = place(builtin.addresses().getFirst().getPort());
      Mapping thief = new Mapping(NFS, 3, Netid.TCP, address("0.0.0.0", 6666));
      assertThatThrownBy(() -> start(RpcbindMode.SYSTEM, place, thief))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("refused to register 100003 version 3");
      try (RpcbindClient client = RpcbindClient.open(loops, place)) {
        assertThat(client.dump()).contains(NFS_3).doesNotContain(thief);
      }
    }
  }

  @Test
  void strangersMayNotRegister() throws Exception {
    try (RpcbindService builtin = start(RpcbindMode.BUILTIN, place(1), NFS_3);
        RpcClient client = new RpcClient(loops)) {
      RpcConnection unprivileged = client.connect(builtin.addresses().getFirst()).join();
      boolean set =
          RpcClient.call(
                  unprivileged,
                  header(4),
                  RpcbindProtocol.SET,
                  new Rpcb(1, 1, "tcp", "127.0.0.1.1.1", "me")::encode,
                  XdrReader::bool)
              .join();
      assertThat(set).isFalse();
    }
  }

  @Test
  void autoServesWhereNoneAnswers() throws Exception {
    try (RpcbindService service = start(RpcbindMode.AUTO, place(unusedPort()), NFS_3)) {
      assertThat(service.state()).isEqualTo(RpcbindService.State.SERVING);
    }
  }

  @Test
  void withoutSystemOrPortAutoGoesOnAndOthersFail() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      RpcbindPlace place =
          new RpcbindPlace(
              NO_SOCKET,
              new InetSocketAddress(LOOPBACK, unusedPort()),
              List.of(new InetSocketAddress(LOOPBACK, taken.getLocalPort())),
              false);
      try (RpcbindService service = start(RpcbindMode.AUTO, place, NFS_3)) {
        assertThat(service.state()).isEqualTo(RpcbindService.State.UNAVAILABLE);
      }
      assertThatThrownBy(() -> start(RpcbindMode.SYSTEM, place, NFS_3))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> start(RpcbindMode.BUILTIN, place, NFS_3))
          .isInstanceOf(IOException.class);
    }
  }
}
