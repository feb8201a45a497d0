package io.havenfs.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A network namespace with a bridge, on which the server and the clients' taps are, and further
 * hosts in namespaces of their own. Closing it kills every process that is still in any of them.
 *
 * <p>Used by one test thread.
 */
final class Network implements AutoCloseable, Place {
  private static final String PREFIX = "havenfs-";
  private static final String BRIDGE = "br0";
  private static final String SUBNET = "10.77.0.";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final String name;
  private final AtomicInteger taps = new AtomicInteger();
  private final AtomicInteger hosts = new AtomicInteger();

  private Network(String name) {
    this.name = name;
  }

  /** Makes a namespace. What runs of this harness that died have left behind goes first. */
  static Network create() {
    removeAbandoned();
    Network network = new Network(PREFIX + ProcessHandle.current().pid());
    network.delete();
    Command.of("ip", "netns", "add", network.name).succeed();
    network.ip("link", "set", "lo", "up");
    network.ip("link", "add", BRIDGE, "type", "bridge");
    network.ip("addr", "add", network.serverAddress() + "/24", "dev", BRIDGE);
    network.ip("link", "set", BRIDGE, "up");
    return network;
  }

  /** The address at which a server in this namespace is reached. */
  String serverAddress() {
    return SUBNET + "1";
  }

  String bridge() {
    return BRIDGE;
  }

  @Override
  public List<String> inside(String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(List.of(words));
    return all;
  }

  /** A new host on the bridge: a namespace of its own, with one address. */
  Host addHost() {
    int number = hosts.incrementAndGet();
    String host = name + "-n" + number;
    String port = "veth" + number;
    Command.of("ip", "netns", "add", host).succeed();
    ip("link", "add", port, "type", "veth", "peer", "name", Host.UPLINK, "netns", host);
    ip("link", "set", port, "master", BRIDGE, "up");
    Host added =
        new Host(host, SUBNET + (10 + number), () -> setUp(port, false), () -> setUp(port, true));
    added.configure();
    return added;
  }

  /** A new tap on the host's own switch: it stays with the host when that is unplugged. */
  Tap addTap(Host host) {
    int number = taps.incrementAndGet();
    String tap = "tap" + number;
    host.addTap(tap);
    return new Tap(tap, SUBNET + (100 + number) + "/24", host);
  }

  /** An address that no host has: for a service. */
  String freeAddress(int number) {
    return SUBNET + (50 + number);
  }

  private void setUp(String port, boolean up) {
    ip("link", "set", port, up ? "up" : "down");
  }

  /** A new tap on the bridge. */
  Tap addTap() {
    int number = taps.incrementAndGet();
    String tap = "tap" + number;
    new Command(inside("ip", "tuntap", "add", "dev", tap, "mode", "tap")).succeed();
    ip("link", "set", tap, "master", BRIDGE, "up");
    return new Tap(tap, SUBNET + (100 + number) + "/24", this);
  }

  /**
   * A client's attachment.
   *
   * @param device the tap's name
   * @param address the address, with prefix length, for the client's end
   * @param where makes a command one that runs where the device is
   */
  record Tap(String device, String address, Place where) {}

  @Override
  public void close() {
    delete();
  }

  private void ip(String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "-n", name));
    all.addAll(List.of(words));
    new Command(all).succeed();
  }

  private void delete() {
    namespaces().filter(found -> found.startsWith(name + "-")).forEach(Network::delete);
    delete(name);
  }

  private static Stream<String> namespaces() {
    return Command.of("ip", "netns", "list").succeed().lines().map(line -> line.split(" ", 2)[0]);
  }

  private static void delete(String namespace) {
    Command.Outcome pids = Command.of("ip", "netns", "pids", namespace).run(LIMIT);
    if (pids.status() != 0) {
      return;
    }
    pids.output()
        .lines()
        .mapToLong(Long::parseLong)
        .forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    Command.of("ip", "netns", "del", namespace).run(LIMIT);
  }

  private static void removeAbandoned() {
    for (String found : namespaces().toList()) {
      if (found.matches(PREFIX + "\\d+")
          && ProcessHandle.of(Long.parseLong(found.substring(PREFIX.length()))).isEmpty()) {
        new Network(found).delete();
      }
    }
  }
}
