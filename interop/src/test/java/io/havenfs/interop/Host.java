package io.havenfs.interop;

import java.util.ArrayList;
import java.util.List;

/**
 * A host of the network: a namespace with one interface on the bridge.
 *
 * <p>Used by one test thread.
 */
final class Host {
  /** The interface on the bridge. */
  static final String DEVICE = "eth0";

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
    ip("addr", "add", address + "/24", "dev", DEVICE);
    ip("link", "set", DEVICE, "up");
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

  /** The words of a command that runs on this host. */
  List<String> inside(String... words) {
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
    new Command(
            inside(
                "nft",
                "add table inet deaf;"
                    + " add chain inet deaf in { type filter hook input priority -300; policy drop; }"))
        .succeed();
  }

  /** The end of {@link #deafen}. */
  void hear() {
    new Command(inside("nft", "delete table inet deaf")).succeed();
  }

  private void ip(String... words) {
    List<String> all = new ArrayList<>(List.of("ip", "-n", namespace));
    all.addAll(List.of(words));
    new Command(all).succeed();
  }
}
