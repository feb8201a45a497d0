package io.havenfs.node.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.havenfs.engine.connection.Connection;
import io.havenfs.engine.connection.ConnectionTable;
import io.havenfs.engine.core.EngineLimits;
import io.havenfs.engine.file.FileLimits;
import io.havenfs.engine.store.StoreLimits;
import io.havenfs.host.time.SystemTime;
import io.havenfs.node.store.Replica;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrWriter;
import io.havenfs.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedConnectionsTest {
  private static final int PORT = 871;

  @TempDir private Path directory;
  private Replica replica;
  private final VirtualTime time = new VirtualTime();

  @BeforeEach
  void open() throws IOException {
    replica =
        Replica.open(
            new Replica.Request(
                directory.resolve("store"),
                EngineLimits.DEFAULT,
                StoreLimits.DEFAULT,
                FileLimits.DEFAULT,
                new SystemTime()),
            fault -> {});
  }

  @AfterEach
  void close() throws IOException {
    replica.engine().close();
  }

  /** A primary that dies soon after it took over has not heard of all clients yet. */
  @Test
  void whoWasConnectedBeforeIsKnownForAWhile() {
    Client client = new Client(1);
    primary().called(client);
    awaitRemembered(1);
    RememberedConnections next = primary();
    assertThat(next.inherited()).hasSize(1);
    next.tick();
    assertThat(primary().inherited()).as("by the one after the next").hasSize(1);
    time.advance(Duration.ofMinutes(3));
    next.tick();
    awaitRemembered(0);
  }

  @Test
  void whoCameAgainFromTheSamePortStays() {
    primary().called(new Client(1));
    awaitRemembered(1);
    RememberedConnections next = primary();
    next.inherited();
    Client old = new Client(2);
    Client again = new Client(3);
    next.called(old);
    next.called(again);
    old.close();
    time.advance(Duration.ofMinutes(3));
    next.tick();
    // One that comes later is there later: what was decided before it is known by then.
    next.called(new Client(4, PORT + 1));
    awaitRemembered(2);
    again.close();
    awaitRemembered(1);
  }

  private RememberedConnections primary() {
    return new RememberedConnections(replica.engine(), time);
  }

  private void awaitRemembered(int count) {
    await().atMost(Duration.ofSeconds(10)).until(() -> remembered().size() == count);
  }

  private List<Connection> remembered() {
    return ConnectionTable.all(replica.engine().committed());
  }

  /** A connection of a client that calls from {@link #PORT}, or another one. */
  private static final class Client implements RpcConnection {
    private final long id;
    private final int port;
    private final List<Runnable> listeners = new ArrayList<>();

    Client(long id) {
      this(id, PORT);
    }

    Client(long id, int port) {
      this.id = id;
      this.port = port;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public boolean isStream() {
      return true;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public InetSocketAddress remoteAddress() {
      return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), port);
    }

    @Override
    public InetSocketAddress localAddress() {
      return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.100"), 2049);
    }

    @Override
    public void call(
        CallHeader header,
        int procedure,
        int sizeHint,
        Consumer<XdrWriter> arguments,
        ReplyHandler handler) {
      handler.failed(new RpcFailure(RpcFailure.Kind.NOT_SUPPORTED, "a test's connection"));
    }

    @Override
    public void onClose(Runnable listener) {
      listeners.add(listener);
    }

    @Override
    public void close() {
      listeners.forEach(Runnable::run);
    }
  }
}
