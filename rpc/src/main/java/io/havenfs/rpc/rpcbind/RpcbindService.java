package io.havenfs.rpc.rpcbind;

import io.havenfs.rpc.transport.EventLoops;
import io.havenfs.rpc.transport.RpcLimits;
import io.havenfs.rpc.transport.RpcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps our programs known to rpcbind, as a {@link RpcbindMode} says, from {@link #start} to {@link
 * #close}. Starting and closing block.
 */
public final class RpcbindService implements AutoCloseable {
  /** What came of the policy. */
  public enum State {
    /** Nothing was asked for. */
    OFF,
    /** Our programs are registered with the system's rpcbind. */
    REGISTERED,
    /** We serve the protocol. */
    SERVING,
    /** There is neither a system's rpcbind nor a port to serve it on: clients cannot ask. */
    UNAVAILABLE;

    /** As it is shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(RpcbindService.class);

  private final EventLoops loops;
  private final RpcbindPlace place;
  private final List<Mapping> mappings;
  private final SystemRegistrations registrations;
  private final InstantSource clock;
  private final List<RpcServer> servers = new ArrayList<>();
  private final List<InetSocketAddress> addresses = new ArrayList<>();
  private State state = State.OFF;

  private RpcbindService(
      EventLoops loops,
      RpcbindPlace place,
      List<Mapping> mappings,
      SystemRegistrations registrations,
      InstantSource clock) {
    this.loops = loops;
    this.place = place;
    this.mappings = List.copyOf(mappings);
    this.registrations = registrations;
    this.clock = clock;
  }

  /**
   * Carries out {@code mode} for {@code mappings}. Throws if the mode asks for something that
   * cannot be had; AUTO never throws but logs what it did instead.
   *
   * @param registrations what this process has registered with the system's rpcbind
   */
  public static RpcbindService start(
      EventLoops loops,
      RpcbindMode mode,
      RpcbindPlace place,
      List<Mapping> mappings,
      SystemRegistrations registrations,
      InstantSource clock)
      throws IOException {
    RpcbindService service = new RpcbindService(loops, place, mappings, registrations, clock);
    switch (mode) {
      case OFF -> {
        // Off it stays.
      }
      case SYSTEM -> service.register();
      case BUILTIN -> service.serve();
      case AUTO -> service.registerOrServe();
    }
    return service;
  }

  private void registerOrServe() {
    try {
      register();
      return;
    } catch (IOException failed) {
      LOG.debug("not registered with the system's rpcbind: {}", failed.getMessage());
    }
    try {
      serve();
    } catch (IOException failed) {
      state = State.UNAVAILABLE;
      LOG.warn(
          "no rpcbind: the system's does not answer, and our own cannot be served ({});"
              + " clients must be given the ports",
          failed.getMessage());
    }
  }

  private void register() throws IOException {
    try (RpcbindClient client = RpcbindClient.open(loops, place)) {
      registrations.register(client, mappings);
    }
    state = State.REGISTERED;
  }

  private void serve() throws IOException {
    try {
      for (InetSocketAddress address : place.builtin()) {
        serve(address);
      }
    } catch (IOException taken) {
      stopServing();
      throw taken;
    }
    state = State.SERVING;
  }

  /** Listens first, so that the registry can name the ports that were bound. */
  private void serve(InetSocketAddress address) throws IOException {
    RpcbindRegistry registry = new RpcbindRegistry(servedAt(address.getAddress()));
    RpcbindProgram program = new RpcbindProgram(registry, clock);
    RpcServer server = new RpcServer(loops, List.of(program), RpcLimits.DEFAULT);
    servers.add(server);
    InetSocketAddress tcp =
        place.floating() ? server.listenFloatingTcp(address) : server.listenTcp(address);
    InetSocketAddress same = new InetSocketAddress(tcp.getAddress(), tcp.getPort());
    InetSocketAddress udp =
        place.floating() ? server.listenFloatingUdp(same) : server.listenUdp(same);
    registry.addOwn(Mapping.of(List.of(program), true, tcp));
    registry.addOwn(Mapping.of(List.of(program), false, udp));
    addresses.add(tcp);
  }

  /** What a client can reach at the address at which it asks. */
  private List<Mapping> servedAt(InetAddress address) {
    return mappings.stream()
        .filter(
            mapping -> {
              InetAddress served = mapping.address().getAddress();
              return address.isAnyLocalAddress()
                  || served.isAnyLocalAddress()
                  || served.equals(address);
            })
        .toList();
  }

  private void stopServing() {
    servers.forEach(RpcServer::close);
    servers.clear();
    addresses.clear();
  }

  /** What came of the policy. */
  public State state() {
    return state;
  }

  /** Where we serve the protocol, over TCP and UDP; empty if we do not. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  /** Unregisters, or stops serving. */
  @Override
  public void close() {
    if (state == State.REGISTERED) {
      try (RpcbindClient client = RpcbindClient.open(loops, place)) {
        registrations.unregister(client, mappings);
      } catch (IOException gone) {
        registrations.forget(mappings);
        LOG.warn("not unregistered: {}", gone.getMessage());
      }
    }
    stopServing();
    state = State.OFF;
  }
}
