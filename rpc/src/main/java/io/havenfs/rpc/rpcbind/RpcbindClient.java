package io.havenfs.rpc.rpcbind;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.client.RpcCallException;
import io.havenfs.rpc.client.RpcClient;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Speaks to an rpcbind on this host: over its socket in the file system, which needs no privilege,
 * or over loopback TCP from a reserved port, which other implementations want to see. Version 4, or
 * 2 where that is not served. All methods block; not to be used on an event loop.
 */
public final class RpcbindClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MAX_WAITING = 16;
  private static final int HIGHEST_RESERVED = 1023;
  private static final int LOWEST_RESERVED = 991;

  private static final CallHeader VERSION_4 = header(RpcbindProtocol.V4);
  private static final CallHeader VERSION_2 = header(RpcbindProtocol.V2);

  private final RpcClient client;
  private final RpcConnection connection;
  private final boolean speaks4;

  private RpcbindClient(RpcClient client, RpcConnection connection) throws IOException {
    this.client = client;
    this.connection = connection;
    this.speaks4 = speaks4();
  }

  private static CallHeader header(int version) {
    return new CallHeader(RpcbindProtocol.PROGRAM, version, Credential.NONE);
  }

  /** Connects to the rpcbind of {@code place}; throws if none answers. */
  public static RpcbindClient open(EventLoops loops, RpcbindPlace place) throws IOException {
    RpcLimits limits =
        RpcLimits.DEFAULT
            .with()
            .callbacksPerConnection(MAX_WAITING)
            .callbackTimeout(PATIENCE)
            .build();
    RpcClient client = new RpcClient(loops, limits);
    try {
      return new RpcbindClient(client, connect(client, place));
    } catch (IOException failed) {
      client.close();
      throw failed;
    }
  }

  private static RpcConnection connect(RpcClient client, RpcbindPlace place) throws IOException {
    if (Files.exists(place.socket())) {
      try {
        return await(client.connect(place.socket()));
      } catch (IOException left) {
        // A socket file may outlive its server; TCP decides.
      }
    }
    for (int port = HIGHEST_RESERVED; port >= LOWEST_RESERVED; port--) {
      try {
        return await(client.connect(place.system(), new InetSocketAddress(port)));
      } catch (java.net.ConnectException refused) {
        throw refused;
      } catch (IOException taken) {
        // Another port, or in the end none of our choosing.
      }
    }
    return await(client.connect(place.system()));
  }

  private static RpcConnection await(
      java.util.concurrent.CompletableFuture<RpcConnection> connecting) throws IOException {
    try {
      return connecting.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof java.net.ConnectException refused) {
        throw refused;
      }
      throw new IOException("cannot connect to rpcbind: " + failed.getCause(), failed);
    }
  }

  private boolean speaks4() throws IOException {
    try {
      RpcClient.call(connection, VERSION_4, RpcbindProtocol.NULL, _ -> {}, _ -> true).join();
      return true;
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RpcCallException exception
          && exception.failure().kind() == RpcFailure.Kind.PROG_MISMATCH) {
        return false;
      }
      throw new IOException("rpcbind does not answer: " + failed.getCause(), failed);
    }
  }

  /** Whether we speak over the socket in the file system, or from a reserved port. */
  public boolean isPrivileged() {
    return connection.localAddress().getPort() <= HIGHEST_RESERVED;
  }

  /**
   * Registers a mapping in the place of any that was there for its program, version and transport.
   */
  public void register(Mapping mapping) throws IOException {
    unregister(mapping);
    if (!change(RpcbindProtocol.SET, mapping)) {
      throw new IOException("rpcbind refused to register " + mapping);
    }
  }

  /** Takes a mapping back; whether there was one. */
  public boolean unregister(Mapping mapping) throws IOException {
    return change(RpcbindProtocol.UNSET, mapping);
  }

  private boolean change(int procedure, Mapping mapping) throws IOException {
    if (speaks4) {
      Rpcb rpcb =
          new Rpcb(
              mapping.program(),
              mapping.version(),
              mapping.netid().id(),
              mapping.universalAddress(),
              "havenfs");
      return call(VERSION_4, procedure, rpcb::encode, XdrReader::bool);
    }
    if (mapping.netid().isIpv6()) {
      return true; // Version 2 has no word for it.
    }
    return call(
        VERSION_2,
        procedure,
        arguments -> {
          arguments.int32(mapping.program());
          arguments.int32(mapping.version());
          arguments.int32(mapping.netid().protocol());
          arguments.int32(mapping.address().getPort());
        },
        XdrReader::bool);
  }

  /** All that is registered, but for transports that we do not know. */
  public List<Mapping> dump() throws IOException {
    return speaks4
        ? call(VERSION_4, RpcbindProtocol.DUMP, _ -> {}, RpcbindClient::mappings)
        : call(VERSION_2, RpcbindProtocol.DUMP, _ -> {}, RpcbindClient::mappings2);
  }

  private static List<Mapping> mappings(XdrReader results) {
    List<Mapping> mappings = new ArrayList<>();
    while (results.bool()) {
      Rpcb rpcb = Rpcb.decode(results);
      Optional<Netid> netid = Netid.of(rpcb.netid());
      Optional<InetSocketAddress> address = UniversalAddress.parse(rpcb.address());
      if (netid.isPresent() && address.isPresent()) {
        mappings.add(new Mapping(rpcb.program(), rpcb.version(), netid.get(), address.get()));
      }
    }
    return mappings;
  }

  private static List<Mapping> mappings2(XdrReader results) {
    List<Mapping> mappings = new ArrayList<>();
    while (results.bool()) {
      int program = results.int32();
      int version = results.int32();
      Optional<Netid> netid = Netid.ofProtocol(results.int32());
      int port = results.length(0xffff);
      netid.ifPresent(
          known -> mappings.add(new Mapping(program, version, known, new InetSocketAddress(port))));
    }
    return mappings;
  }

  private <T> T call(
      CallHeader header,
      int procedure,
      Consumer<XdrWriter> arguments,
      Function<XdrReader, T> decoder)
      throws IOException {
    try {
      return RpcClient.call(connection, header, procedure, arguments, decoder).join();
    } catch (CompletionException failed) {
      throw new IOException("rpcbind: " + failed.getCause(), failed);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
