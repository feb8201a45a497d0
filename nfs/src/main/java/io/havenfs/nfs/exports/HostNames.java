package io.havenfs.nfs.exports;

import java.net.InetAddress;
import java.util.List;

/** Names of hosts, from wherever this machine has them. Calls may block for seconds. */
public interface HostNames {
  /** The addresses of a host; none when the name is unknown. */
  List<InetAddress> addresses(String name);

  /**
   * The names of the host with an address; none when unknown. Whoever controls an address's reverse
   * entry can claim any name, so only names may be given here whose own addresses include {@code
   * address}.
   */
  List<String> names(InetAddress address);
}
