package io.havenfs.node.config;

import java.util.List;

/**
 * Where clients are served.
 *
 * @param addresses where NFS and MOUNT are served; at least one
 * @param tcp whether over TCP
 * @param udp whether over UDP too (NFSv3 and MOUNT only)
 */
public record ListenSettings(List<HostPort> addresses, boolean tcp, boolean udp) {
  /** NFS's own port (RFC 1813 §2.1). */
  public static final int NFS_PORT = 2049;

  /** All addresses, TCP and UDP. */
  public static final ListenSettings DEFAULT =
      new ListenSettings(List.of(new HostPort(HostPort.ANY_HOST, NFS_PORT)), true, true);

  public ListenSettings {
    addresses = List.copyOf(addresses);
  }
}
