package io.havenfs.node.serving;

import io.havenfs.node.config.HostPort;
import io.havenfs.node.config.ListenSettings;
import io.havenfs.node.config.RpcbindMode;
import io.havenfs.rpc.rpcbind.Mapping;
import io.havenfs.rpc.rpcbind.RpcbindPlace;
import io.havenfs.rpc.rpcbind.RpcbindService;
import io.havenfs.rpc.rpcbind.SystemRegistrations;
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
import java.util.Optional;
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

  /**
   * How clients that ask port 111 find the programs.
   *
   * @param mode who answers them
   * @param registrations what this process has registered with the machine's rpcbind
   */
  public record Rpcbind(RpcbindMode mode, SystemRegistrations registrations) {}

  private final EventLoops loops;
  private final Residence residence;
  private final RpcServer tcp;
  private final RpcServer udp;
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private final List<Mapping> mappings = new ArrayList<>();
  private Optional<RpcbindService> rpcbind = Optional.empty();

  private Transports(EventLoops loops, Programs programs, Residence residence, RpcLimits limits) {
    this.loops = loops;
    this.residence = residence;
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
      Rpcbind rpcbind)
      throws IOException {
    EventLoops loops = EventLoops.start("havenfs-net");
    Transports transports = new Transports(loops, programs, residence, limits);
    try {
      for (HostPort address : listen.addresses()) {
        transports.listen(programs, listen, resolve(address));
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

  private void listen(Programs programs, ListenSettings listen, InetSocketAddress address)
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

  private void announce(Rpcbind wanted) throws IOException {
    rpcbind =
        Optional.of(
            RpcbindService.start(
                loops,
                io.havenfs.rpc.rpcbind.RpcbindMode.valueOf(wanted.mode().name()),
                rpcbindPlace(),
                mappings,
                wanted.registrations(),
                InstantSource.system()));
  }

  /** What moves between hosts is asked for at its own addresses, beside others on this host. */
  private RpcbindPlace rpcbindPlace() {
    return residence == Residence.FLOATING
        ? RpcbindPlace.floating(addresses.stream().map(InetSocketAddress::getAddress).toList())
        : RpcbindPlace.standard();
  }

  /** Where the programs are served. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** What came of the rpcbind policy, in a word. */
  public String rpcbindState() {
    return rpcbind.map(RpcbindService::state).orElse(RpcbindService.State.OFF).word();
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
    rpcbind.ifPresent(RpcbindService::close);
    rpcbind = Optional.empty();
    CompletableFuture.allOf(tcp.drain(patience), udp.drain(patience)).join();
  }

  @Override
  public void close() {
    rpcbind.ifPresent(RpcbindService::close);
    tcp.close();
    udp.close();
    loops.close();
  }
}
