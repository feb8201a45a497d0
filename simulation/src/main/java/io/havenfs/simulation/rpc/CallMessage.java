package io.havenfs.simulation.rpc;

import java.net.InetSocketAddress;

/**
 * A call on its way.
 *
 * @param xid the same in every sending of it
 * @param from whose it is
 * @param arguments encoded; not to be changed
 */
public record CallMessage(
    int xid, InetSocketAddress from, int program, int version, int procedure, byte[] arguments) {
  @Override
  public String toString() {
    return "call %d of %s: v%d procedure %d"
        .formatted(xid, from.getHostString(), version, procedure);
  }
}
