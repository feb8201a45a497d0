package io.havenfs.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.quorum.model.Command;
import io.havenfs.quorum.model.NodeId;
import io.havenfs.quorum.model.NodeInfo;
import io.havenfs.quorum.model.Role;
import io.havenfs.quorum.model.Settings;
import io.havenfs.replication.stream.StreamHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may open a stream to a copy, on a real port. */
@Timeout(30)
class StreamReceptionTest {
  private static final NodeId SELF = new NodeId("b");
  private static final String SERVICE = "files";

  private final UUID cluster = UUID.randomUUID();
  private final StateOnlyQuorum quorum = new StateOnlyQuorum(SELF, 2);

  @Test
  void aProcessThatTheClusterDoesNotKnowYetTakesPartInNoStream() throws IOException {
    InetSocketAddress address = freeAddress();
    NodeInfo self =
        new NodeInfo(SELF, "127.0.0.1", address.getPort(), 1, 2, EnumSet.allOf(Role.class), 1);
    quorum.applied(new Command.Initialise(cluster.toString(), Settings.DEFAULT, List.of(self)));
    quorum.applied(new Command.NodeStarted(SELF, 1, Set.of()));
    try (PeerPort port = PeerPort.open(cluster, quorum, address, (node, incarnation) -> {})) {
      port.accept(SERVICE, StreamReceptionTest::nobody);
      assertThat(answer(address)).contains("does not know yet");
      quorum.applied(new Command.NodeStarted(SELF, 2, Set.of()));
      assertThat(answer(address)).isEqualTo("reached");
    }
  }

  /** Refuses in turn, so that the test needs no copy. */
  private static StreamHandler nobody() {
    throw new IllegalArgumentException("reached");
  }

  private String answer(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      ByteBuf preamble = Unpooled.buffer();
      new Preamble(Preamble.Purpose.STREAM, cluster, "a", 1, SERVICE).encode(preamble);
      socket.getOutputStream().write(preamble.array(), 0, preamble.readableBytes());
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }
}
