package io.havenfs.rpc.rpcbind;

import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The rpcbind protocol, versions 2 to 4 (RFC 1833), over a registry.
 *
 * <p>SET and UNSET are for callers on this host's loopback with a reserved port, as in other
 * implementations; others are told "false".
 */
final class RpcbindProgram implements RpcProgram {
  private static final int RESERVED_PORTS = 1024;

  private final RpcbindRegistry registry;
  private final InstantSource clock;

  RpcbindProgram(RpcbindRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public int program() {
    return RpcbindProtocol.PROGRAM;
  }

  @Override
  public int lowestVersion() {
    return RpcbindProtocol.V2;
  }

  @Override
  public int highestVersion() {
    return RpcbindProtocol.V4;
  }

  @Override
  public boolean hasProcedure(int version, int procedure) {
    return switch (procedure) {
      case RpcbindProtocol.NULL,
          RpcbindProtocol.SET,
          RpcbindProtocol.UNSET,
          RpcbindProtocol.GETADDR,
          RpcbindProtocol.DUMP ->
          true;
      case RpcbindProtocol.GETTIME -> version >= RpcbindProtocol.V3;
      case RpcbindProtocol.GETVERSADDR, RpcbindProtocol.GETADDRLIST ->
          version >= RpcbindProtocol.V4;
      default -> false;
    };
  }

  @Override
  public void call(RpcCall call) {
    XdrWriter results = call.reply();
    if (call.version() == RpcbindProtocol.V2) {
      serveVersion2(call, results);
    } else {
      serve(call, results);
    }
    call.send();
  }

  private void serve(RpcCall call, XdrWriter results) {
    XdrReader arguments = call.arguments();
    switch (call.procedure()) {
      case RpcbindProtocol.SET -> results.bool(set(call, Rpcb.decode(arguments)));
      case RpcbindProtocol.UNSET -> results.bool(unset(call, Rpcb.decode(arguments)));
      case RpcbindProtocol.GETADDR -> results.utf8(find(call, Rpcb.decode(arguments), false));
      case RpcbindProtocol.GETVERSADDR -> results.utf8(find(call, Rpcb.decode(arguments), true));
      case RpcbindProtocol.DUMP -> dump(results);
      case RpcbindProtocol.GETTIME -> results.uint32(clock.instant().getEpochSecond());
      case RpcbindProtocol.GETADDRLIST -> addressList(call, Rpcb.decode(arguments), results);
      default -> {
        // NULL has no results.
      }
    }
  }

  private boolean set(RpcCall call, Rpcb wanted) {
    Optional<Netid> netid = Netid.of(wanted.netid());
    Optional<InetSocketAddress> address = UniversalAddress.parse(wanted.address());
    return mayChange(call)
        && netid.isPresent()
        && address.isPresent()
        && registry.set(
            new Mapping(wanted.program(), wanted.version(), netid.get(), address.get()),
            wanted.owner());
  }

  private boolean unset(RpcCall call, Rpcb wanted) {
    Optional<Netid> netid = Netid.of(wanted.netid());
    boolean known = wanted.netid().isEmpty() || netid.isPresent();
    return mayChange(call) && known && registry.unset(wanted.program(), wanted.version(), netid);
  }

  private static boolean mayChange(RpcCall call) {
    InetSocketAddress remote = call.remoteAddress();
    return remote.getAddress().isLoopbackAddress() && remote.getPort() < RESERVED_PORTS;
  }

  /**
   * Over the transport that the request came by, whatever netid it names (RFC 1833 section 2.2.1).
   */
  private String find(RpcCall call, Rpcb wanted, boolean exactly) {
    InetAddress host = LocalAddresses.seenBy(call);
    Netid netid = Netid.of(call.connection().isStream(), host);
    return registry
        .find(wanted.program(), wanted.version(), netid, exactly)
        .map(mapping -> reachable(mapping, host))
        .orElse("");
  }

  private static String reachable(Mapping mapping, InetAddress host) {
    return mapping.address().getAddress().isAnyLocalAddress()
        ? UniversalAddress.format(host, mapping.address().getPort())
        : UniversalAddress.format(mapping.address());
  }

  private void dump(XdrWriter results) {
    for (RpcbindRegistry.Entry entry : registry.entries()) {
      Mapping mapping = entry.mapping();
      results.bool(true);
      new Rpcb(
              mapping.program(),
              mapping.version(),
              mapping.netid().id(),
              mapping.universalAddress(),
              entry.owner())
          .encode(results);
    }
    results.bool(false);
  }

  private void addressList(RpcCall call, Rpcb wanted, XdrWriter results) {
    InetAddress host = LocalAddresses.seenBy(call);
    boolean ipv6 = Netid.of(true, host).isIpv6();
    for (RpcbindRegistry.Entry entry : registry.entries()) {
      Mapping mapping = entry.mapping();
      Netid netid = mapping.netid();
      if (mapping.program() == wanted.program()
          && mapping.version() == wanted.version()
          && netid.isIpv6() == ipv6) {
        results.bool(true);
        results.utf8(reachable(mapping, host));
        results.utf8(netid.id());
        results.int32(netid.semantics());
        results.utf8(netid.family());
        results.utf8(netid.protocolName());
      }
    }
    results.bool(false);
  }

  // ---- Version 2: program, version, protocol, port

  private void serveVersion2(RpcCall call, XdrWriter results) {
    XdrReader arguments = call.arguments();
    switch (call.procedure()) {
      case RpcbindProtocol.SET -> results.bool(set2(call, arguments));
      case RpcbindProtocol.UNSET -> {
        int program = arguments.int32();
        int version = arguments.int32();
        arguments.skip(8);
        results.bool(mayChange(call) && registry.unset(program, version, Optional.empty()));
      }
      case RpcbindProtocol.GETADDR -> results.int32(port2(arguments));
      case RpcbindProtocol.DUMP -> dump2(results);
      default -> {
        // NULL has no results.
      }
    }
  }

  private boolean set2(RpcCall call, XdrReader arguments) {
    int program = arguments.int32();
    int version = arguments.int32();
    Optional<Netid> netid = Netid.ofProtocol(arguments.int32());
    int port = arguments.int32();
    return mayChange(call)
        && netid.isPresent()
        && port > 0
        && port <= 0xffff
        && registry.set(
            new Mapping(program, version, netid.get(), new InetSocketAddress(port)), "superuser");
  }

  private int port2(XdrReader arguments) {
    int program = arguments.int32();
    int version = arguments.int32();
    Optional<Netid> netid = Netid.ofProtocol(arguments.int32());
    arguments.skip(4);
    return netid
        .flatMap(wanted -> registry.find(program, version, wanted, false))
        .map(mapping -> mapping.address().getPort())
        .orElse(0);
  }

  private void dump2(XdrWriter results) {
    for (RpcbindRegistry.Entry entry : registry.entries()) {
      Mapping mapping = entry.mapping();
      if (!mapping.netid().isIpv6()) {
        results.bool(true);
        results.int32(mapping.program());
        results.int32(mapping.version());
        results.int32(mapping.netid().protocol());
        results.int32(mapping.address().getPort());
      }
    }
    results.bool(false);
  }
}
