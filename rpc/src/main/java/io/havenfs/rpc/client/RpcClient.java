package io.havenfs.rpc.client;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.transport.Dialer;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections to RPC servers and calls over them. Thread-safe. Closing it closes the
 * connections and leaves the event loops running. How many calls may wait on a connection, and for
 * how long, say {@link RpcLimits#callbacksPerConnection} and {@link RpcLimits#callbackTimeout}.
 */
public final class RpcClient implements AutoCloseable {
  private final Dialer dialer;

  /** A client with the default limits. */
  public RpcClient(EventLoops loops) {
    this(loops, RpcLimits.DEFAULT);
  }

  /** A client with limits of its own. */
  public RpcClient(EventLoops loops, RpcLimits limits) {
    this(loops, limits, List.of());
  }

  /** A client whose servers can call {@code programs} over the connections that it makes. */
  public RpcClient(EventLoops loops, RpcLimits limits, Collection<? extends RpcProgram> programs) {
    this.dialer = new Dialer(loops, programs, limits);
  }

  /** Connects over TCP; fails with an {@link java.io.IOException}. */
  public CompletableFuture<RpcConnection> connect(InetSocketAddress server) {
    return connect(server, null);
  }

  /** Connects over TCP from a given address, for instance one with a reserved port. */
  public CompletableFuture<RpcConnection> connect(
      InetSocketAddress server, @Nullable InetSocketAddress local) {
    return dialer.connect(server, local);
  }

  /** Connects to a stream socket in the file system. */
  public CompletableFuture<RpcConnection> connect(Path socket) {
    return dialer.connect(socket);
  }

  /** A UDP socket that calls one server, repeating calls until they are answered or time out. */
  public CompletableFuture<RpcConnection> connectUdp(InetSocketAddress server) {
    return connectUdp(server, null);
  }

  /** The same, from a given address. */
  public CompletableFuture<RpcConnection> connectUdp(
      InetSocketAddress server, @Nullable InetSocketAddress local) {
    return dialer.connectUdp(server, local);
  }

  /**
   * Calls, and decodes the results on the event loop. The future fails with an {@link
   * RpcCallException}.
   */
  public static <T> CompletableFuture<T> call(
      RpcConnection connection,
      CallHeader header,
      int procedure,
      Consumer<XdrWriter> arguments,
      Function<XdrReader, T> decoder) {
    CompletableFuture<T> future = new CompletableFuture<>();
    connection.call(
        header,
        procedure,
        arguments,
        new ReplyHandler() {
          @Override
          public void reply(XdrReader results) {
            future.complete(decoder.apply(results));
          }

          @Override
          public void failed(RpcFailure failure) {
            future.completeExceptionally(new RpcCallException(failure));
          }
        });
    return future;
  }

  @Override
  public void close() {
    dialer.close();
  }
}
