package io.havenfs.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A host of the network: a namespace with a switch of its own, which is plugged into the network's
 * bridge.
 *
 * <p>Used by one test thread.
 */
final class Host implements Place {
  /** The interface with its address: the switch. */
  static final String DEVICE = "eth0";

  /** The cable to the network. */
  static final String UPLINK = "uplink";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final String namespace;
  private final String address;
  private final Runnable unplug;
  private final Runnable plug;

  Host(String namespace, String address, Runnable unplug, Runnable plug) {
    this.namespace = namespace;
    this.address = address;
    this.unplug = unplug;
    this.plug = plug;
  }

  void configure() {
    ip("link", "set", "lo", "up");
    ip("link", "add", DEVICE, "type", "bridge");
    ip("link", "set", UPLINK, "master", DEVICE, "up");
    ip("addr", "add", address + "/24", "dev", DEVICE);
    ip("link", "set", DEVICE, "up");
  }

  /** Makes a tap of this name on its switch. */
  void addTap(String tap) {
    new Command(inside("ip", "tuntap", "add", "dev", tap, "mode", "tap")).succeed();
    ip("link", "set", tap, "master", DEVICE, "up");
  }

  /** Puts a further address on it, as a fault that nobody has foreseen might. */
  void forceAddress(String more) {
    ip("addr", "replace", more + "/24", "dev", DEVICE);
  }

  /** Takes an address away, if it is there. */
  void dropAddress(String other) {
    new Command(List.of("ip", "-n", namespace, "addr", "del", other + "/24", "dev", DEVICE))
        .run(LIMIT);
  }

  /** Its own address. */
  String address() {
    return address;
  }

  /** Whether it has this address at the moment. */
  boolean has(String wanted) {
    return Command.of("ip", "-n", namespace, "-o", "addr", "show")
        .succeed()
        .contains(" " + wanted + "/");
  }

  @Override
  public List<String> inside(String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(List.of(words));
    return all;
  }

  /** Nothing goes in or out any more, and nobody is told. */
  void unplug() {
    unplug.run();
  }

  /** The end of {@link #unplug}. */
  void plug() {
    plug.run();
  }

  /** No packet comes in any more; what it sends still arrives. */
  void deafen() {
    drop("input");
  }

  /** No packet leaves any more; what is sent to it still arrives. */
  void mute() {
    drop("output");
  }

  private void drop(String hook) {
    String chain = "{ type filter hook %s priority -300; policy drop; }".formatted(hook);
    new Command(inside("nft", "add table inet fault; add chain inet fault cut " + chain)).succeed();
  }

  /** The end of {@link #deafen} and {@link #mute}. */
  void restore() {
    new Command(inside("nft", "delete table inet fault")).succeed();
  }

  private void ip(String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "-n", namespace));
    all.addAll(List.of(words));
    new Command(all).succeed();
  }
}
