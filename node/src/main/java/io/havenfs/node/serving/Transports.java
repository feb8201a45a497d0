package io.havenfs.node.serving;

import io.havenfs.node.config.HostPort;
import io.havenfs.node.config.ListenSettings;
import io.havenfs.node.config.RpcbindMode;
import io.havenfs.rpc.rpcbind.Mapping;
import io.havenfs.rpc.rpcbind.RpcbindPlace;
import io.havenfs.rpc.rpcbind.RpcbindService;
import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import io.havenfs.rpc.transport.RpcServer;
import io.havenfs.rpc.transport.RpcStatistics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * The programs on their sockets: TCP and UDP at the same addresses, and known to rpcbind. Opened
 * once, closed once; {@link #drain} comes before.
 */
public final class Transports implements AutoCloseable {
  /** Whether an address belongs to this host. */
  public enum Residence {
    /** It is here. */
    FIXED,
    /** It comes and goes, and may not be here yet. */
    FLOATING
  }

  private final EventLoops loops;
  private final RpcServer tcp;
  private final RpcServer udp;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final List<Mapping> mappings = new ArrayList<>();
  private List<RpcbindService> rpcbind = List.of();

  private Transports(EventLoops loops, Programs programs, RpcLimits limits) {
    this.loops = loops;
    this.tcp = new RpcServer(loops, programs.overTcp(), limits);
    this.udp = new RpcServer(loops, programs.overUdp(), limits);
  }

  /**
   * Serves {@code programs}; requests are taken as soon as this is under way.
   *
   * @throws IOException when an address cannot be bound, or rpcbind is not there as demanded
   */
  public static Transports open(
      Programs programs,
      ListenSettings listen,
      Residence residence,
      RpcLimits limits,
      RpcbindMode rpcbind)
      throws IOException {
    EventLoops loops = EventLoops.start("havenfs-net");
    Transports transports = new Transports(loops, programs, limits);
    try {
      for (HostPort address : listen.addresses()) {
        transports.listen(programs, listen, residence, resolve(address));
      }
      transports.announce(rpcbind);
      return transports;
    } catch (IOException | RuntimeException e) {
      transports.close();
      throw e;
    }
  }

  /** The socket address that is meant; fails with a message that says what is wrong. */
  public static InetSocketAddress resolve(HostPort address) throws IOException {
    if (address.isAnyHost()) {
      return new InetSocketAddress(address.port());
    }
    try {
      InetAddress[] found = InetAddress.getAllByName(address.host());
      return new InetSocketAddress(found[0], address.port());
    } catch (UnknownHostException e) {
      throw new IOException("cannot listen on " + address + ": unknown host", e);
    }
  }

  private void listen(
      Programs programs, ListenSettings listen, Residence residence, InetSocketAddress address)
      throws IOException {
    boolean floating = residence == Residence.FLOATING;
    InetSocketAddress bound = address;
    if (listen.tcp()) {
      bound = floating ? tcp.listenFloatingTcp(bound) : tcp.listenTcp(bound);
      mappings.addAll(Mapping.of(programs.overTcp(), true, bound));
    }
    if (listen.udp() && !programs.overUdp().isEmpty()) {
      InetSocketAddress same = new InetSocketAddress(bound.getAddress(), bound.getPort());
      bound = floating ? udp.listenFloatingUdp(same) : udp.listenUdp(same);
      mappings.addAll(Mapping.of(programs.overUdp(), false, bound));
    }
    addresses.add(bound);
  }

  private void announce(RpcbindMode mode) throws IOException {
    rpcbind =
        List.of(
            RpcbindService.start(
                loops,
                io.havenfs.rpc.rpcbind.RpcbindMode.valueOf(mode.name()),
                RpcbindPlace.standard(),
                mappings,
                InstantSource.system()));
  }

  /** Where the programs are served. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** What came of the rpcbind policy, in a word. */
  public String rpcbindState() {
    return rpcbind.isEmpty() ? "off" : rpcbind.getFirst().state().name().toLowerCase(Locale.ROOT);
  }

  /** Counts of both transports. */
  public RpcStatistics statistics() {
    return tcp.statistics().plus(udp.statistics());
  }

  /**
   * Takes no new request and lets those begun be answered; what is still open after {@code
   * patience} is cut off. Blocks until then.
   */
  public void drain(Duration patience) {
    rpcbind.forEach(RpcbindService::close);
    rpcbind = List.of();
    CompletableFuture.allOf(tcp.drain(patience), udp.drain(patience)).join();
  }

  @Override
  public void close() {
    rpcbind.forEach(RpcbindService::close);
    tcp.close();
    udp.close();
    loops.close();
  }
}
