package io.havenfs.rpc.rpcbind;

import io.havenfs.rpc.RpcProgram;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a version of a program is served.
 *
 * @param program the program's number
 * @param version the version
 * @param netid the transport
 * @param address where; the wildcard address for all of the host's
 */
public record Mapping(int program, int version, Netid netid, InetSocketAddress address) {
  /** The mappings of all versions of some programs served at one address. */
  public static List<Mapping> of(
      List<? extends RpcProgram> programs, boolean stream, InetSocketAddress address) {
    List<Mapping> mappings = new ArrayList<>();
    for (RpcProgram program : programs) {
      for (int v = program.lowestVersion(); v <= program.highestVersion(); v++) {
        if (program.hasVersion(v)) {
          for (Netid netid : netids(stream, address)) {
            mappings.add(new Mapping(program.program(), v, netid, address));
          }
        }
      }
    }
    return List.copyOf(mappings);
  }

  /** The IPv6 wildcard also takes IPv4. */
  private static List<Netid> netids(boolean stream, InetSocketAddress address) {
    Netid own = Netid.of(stream, address.getAddress());
    if (own.isIpv6() && address.getAddress().isAnyLocalAddress()) {
      return List.of(stream ? Netid.TCP : Netid.UDP, own);
    }
    return List.of(own);
  }

  /** The address as rpcbind writes it, of the netid's family even if the socket serves both. */
  String universalAddress() {
    if (!netid.isIpv6() && address.getAddress().isAnyLocalAddress()) {
      return "0.0.0.0." + (address.getPort() >> 8) + '.' + (address.getPort() & 0xff);
    }
    return UniversalAddress.format(address);
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(program)
        + " version "
        + Integer.toUnsignedString(version)
        + " at "
        + netid.id()
        + " "
        + universalAddress();
  }
}
