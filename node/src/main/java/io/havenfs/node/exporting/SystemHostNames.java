package io.havenfs.node.exporting;

import io.havenfs.nfs.exports.HostNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The names that the host's resolver knows. A reverse entry counts when it leads back. */
public final class SystemHostNames implements HostNames {
  @Override
  public List<InetAddress> addresses(String name) {
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException unknown) {
      return List.of();
    }
  }

  @Override
  public List<String> names(InetAddress address) {
    String name = address.getCanonicalHostName();
    return !name.equals(address.getHostAddress()) && addresses(name).contains(address)
        ? List.of(name)
        : List.of();
  }
}
