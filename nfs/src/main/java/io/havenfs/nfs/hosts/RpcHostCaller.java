package io.havenfs.nfs.hosts;

import io.havenfs.engine.reply.ClientAddress;
import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.rpcbind.RpcbindLookup;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls hosts over connections that are kept until the host closes them, or until there are too
 * many. A connection that cannot be made, or over which a call was not answered, is forgotten: the
 * next call asks rpcbind again. Thread-safe; has one thread of its own.
 */
public final class RpcHostCaller implements HostCaller, AutoCloseable {
  /** Connections that are kept; the one used first goes when there are more. */
  public static final int MAX_CONNECTIONS = 512;

  /** How long a host has for an answer. */
  public static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int MAX_WAITING = 1024;

  private final EventLoops loops = EventLoops.start(1, "havenfs-hosts");
  private final RpcClient client = client(true);
  private final RpcClient onceClient = client(false);
  private final int rpcbindPort;
  private final Map<Target, CompletableFuture<RpcConnection>> connections = new LinkedHashMap<>();

  /** A caller that finds hosts' rpcbind where everybody expects it. */
  public RpcHostCaller() {
    this(RpcbindLookup.PORT);
  }

  private RpcClient client(boolean resends) {
    return new RpcClient(
        loops,
        RpcLimits.DEFAULT
            .with()
            .callbacksPerConnection(MAX_WAITING)
            .callbackTimeout(PATIENCE)
            .resends(resends)
            .build());
  }

  /** A caller that finds hosts' rpcbind at this port. */
  public RpcHostCaller(int rpcbindPort) {
    this.rpcbindPort = rpcbindPort;
  }

  @Override
  public void call(
      Target target, int procedure, Consumer<XdrWriter> arguments, ReplyHandler handler) {
    CallHeader header = new CallHeader(target.program(), target.version(), Credential.NONE);
    CompletableFuture<RpcConnection> connecting = connection(target);
    var _ =
        connecting.whenComplete(
            (connection, failure) -> {
              if (failure != null) {
                forget(target, connecting);
                handler.failed(
                    new RpcFailure(RpcFailure.Kind.CONNECTION_CLOSED, failure.toString()));
              } else {
                connection.call(header, procedure, arguments, watched(target, connecting, handler));
              }
            });
  }

  /** A host that did not answer may be another one by now. */
  private ReplyHandler watched(
      Target target, CompletableFuture<RpcConnection> connecting, ReplyHandler handler) {
    return new ReplyHandler() {
      @Override
      public void reply(XdrReader results) {
        handler.reply(results);
      }

      @Override
      public void failed(RpcFailure failure) {
        forget(target, connecting);
        handler.failed(failure);
      }
    };
  }

  private CompletableFuture<RpcConnection> connection(Target target) {
    CompletableFuture<RpcConnection> made = new CompletableFuture<>();
    synchronized (connections) {
      CompletableFuture<RpcConnection> known = connections.get(target);
      if (known != null) {
        return known;
      }
      makeRoom();
      connections.put(target, made);
    }
    var _ =
        connect(target)
            .whenComplete(
                (connection, failure) -> {
                  if (failure != null) {
                    made.completeExceptionally(failure);
                  } else {
                    connection.onClose(() -> forget(target, made));
                    made.complete(connection);
                  }
                });
    return made;
  }

  private void makeRoom() {
    Iterator<CompletableFuture<RpcConnection>> oldest = connections.values().iterator();
    while (connections.size() >= MAX_CONNECTIONS && oldest.hasNext()) {
      close(oldest.next());
      oldest.remove();
    }
  }

  private void forget(Target target, CompletableFuture<RpcConnection> gone) {
    synchronized (connections) {
      connections.remove(target, gone);
    }
    close(gone);
  }

  private static void close(CompletableFuture<RpcConnection> connection) {
    var _ = connection.thenAccept(RpcConnection::close);
  }

  private CompletableFuture<RpcConnection> connect(Target target) {
    InetAddress host = target.host().toInetAddress();
    InetSocketAddress local = local(target.service());
    if (!target.stream()) {
      return connect(target, host, local, false);
    }
    return connect(target, host, local, true)
        .exceptionallyCompose(noStream -> connect(target, host, local, false));
  }

  private CompletableFuture<RpcConnection> connect(
      Target target, InetAddress host, @Nullable InetSocketAddress local, boolean stream) {
    InetSocketAddress rpcbind = new InetSocketAddress(host, rpcbindPort);
    return RpcbindLookup.port(client, rpcbind, local, target.program(), target.version(), stream)
        .thenCompose(
            port -> {
              if (port == 0) {
                return CompletableFuture.failedFuture(
                    new ConnectException("program " + target.program() + " is not registered"));
              }
              InetSocketAddress there = new InetSocketAddress(host, port);
              RpcClient through = target.once() ? onceClient : client;
              return stream ? through.connect(there, local) : through.connectUdp(there, local);
            });
  }

  /** Any port of the service's address; null when that is not one address. */
  private static @Nullable InetSocketAddress local(ClientAddress service) {
    InetAddress address = service.toInetAddress();
    return address.isAnyLocalAddress() ? null : new InetSocketAddress(address, 0);
  }

  @Override
  public void close() {
    client.close();
    onceClient.close();
    loops.close();
  }
}
