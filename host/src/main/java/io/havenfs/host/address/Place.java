package io.havenfs.host.address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;

/** Finds the device for a service address. */
final class Place {
  private Place() {}

  /**
   * The device that is named, or the one whose network the address is in.
   *
   * @throws IOException when there is no such device; says which and what there is
   */
  static NetworkInterface of(Alias address) throws IOException {
    if (address.device().isPresent()) {
      NetworkInterface named = NetworkInterface.getByName(address.device().get());
      if (named == null) {
        throw new IOException(address + ": this host has no such device; it has " + names());
      }
      return named;
    }
    List<NetworkInterface> fitting =
        NetworkInterface.networkInterfaces().filter(d -> reaches(d, address.address())).toList();
    if (fitting.size() != 1) {
      throw new IOException(
          "%s: %s of this host's devices are in its network; write ADDRESS@DEVICE, devices are %s"
              .formatted(address, fitting.isEmpty() ? "none" : "several", names()));
    }
    return fitting.getFirst();
  }

  private static List<String> names() throws IOException {
    return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).toList();
  }

  private static boolean reaches(NetworkInterface device, InetAddress address) {
    return device.getInterfaceAddresses().stream()
        .anyMatch(own -> isInNetwork(own, address.getAddress()));
  }

  private static boolean isInNetwork(InterfaceAddress own, byte[] address) {
    byte[] network = own.getAddress().getAddress();
    int prefix = own.getNetworkPrefixLength();
    boolean hostRoute = prefix == Byte.SIZE * network.length;
    return network.length == address.length && !hostRoute && samePrefix(network, address, prefix);
  }

  private static boolean samePrefix(byte[] a, byte[] b, int bits) {
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> (i % Byte.SIZE);
      if (((a[i / Byte.SIZE] ^ b[i / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether this host has the address now. */
  static Optional<NetworkInterface> holderOf(InetAddress address) throws IOException {
    return Optional.ofNullable(NetworkInterface.getByInetAddress(address));
  }
}
