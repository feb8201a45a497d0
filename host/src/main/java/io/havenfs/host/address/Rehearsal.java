package io.havenfs.host.address;

import io.havenfs.host.packet.Announcement;
import io.havenfs.host.packet.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Taking an address over, without an address. The first time a JVM starts a process, makes a native
 * call or lists network devices it takes a hundred milliseconds and more, the next time a few: a
 * node does it once before it matters.
 */
public final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int DISCARD_PORT = 9;
  private static final byte[] NO_STATION = new byte[6];

  private Rehearsal() {}

  /**
   * Blocks for some 100 ms. This host is as it was afterwards, and nothing left it; a missing right
   * or program is not this method's to complain about.
   */
  public static void run() {
    try {
      AddressKeeper.rehearse();
      InetAddress loopback = InetAddress.getLoopbackAddress();
      var _ = Place.holderOf(loopback);
      var _ = Announcement.frames(loopback, MacAddress.of(NO_STATION));
      InetSocketAddress nobody = new InetSocketAddress(loopback, DISCARD_PORT);
      Tickler.tickle(nobody, List.of(nobody));
    } catch (IOException e) {
      LOG.debug("not rehearsed to its end", e);
    }
  }
}
