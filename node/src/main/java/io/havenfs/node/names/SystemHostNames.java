package io.havenfs.node.names;

import io.havenfs.nfs.exports.HostNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves through the machine's resolver. Calls block, for as long as its time-outs are when a
 * name server does not answer.
 */
public final class SystemHostNames implements HostNames {
  @Override
  public List<InetAddress> addresses(String name) {
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  /**
   * The canonical name, if it leads back to the address: the JDK compares and answers with the
   * address's own text when it does not, or when there is no name.
   */
  @Override
  public List<String> names(InetAddress address) {
    try {
      // A fresh object: the given one may carry the name it was made from.
      String name = InetAddress.getByAddress(address.getAddress()).getCanonicalHostName();
      boolean isName = !name.contains(":") && !name.matches("[0-9.]+");
      return isName && addresses(name).contains(address) ? List.of(name) : List.of();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
