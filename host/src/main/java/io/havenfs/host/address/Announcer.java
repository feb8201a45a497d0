package io.havenfs.host.address;

import io.havenfs.host.packet.Announcement;
import io.havenfs.host.packet.MacAddress;
import java.io.IOException;
import java.net.NetworkInterface;

/** Tells the network that an address is on this host now. Stateless, thread-safe. */
public final class Announcer {
  private Announcer() {}

  /**
   * Announces the address once, on the device that it is on; does nothing for loopback and for
   * devices without Ethernet addresses. Whoever calls it repeats it, since nobody acknowledges.
   */
  public static void announce(Alias address) throws IOException {
    if (address.isLoopback()) {
      return;
    }
    NetworkInterface device =
        Place.holderOf(address.address())
            .orElseThrow(() -> new IOException(address + " is not on this host"));
    byte[] mac = device.getHardwareAddress();
    if (mac == null) {
      return;
    }
    try (RawSocket socket = RawSocket.ofDevice(device)) {
      for (byte[] frame : Announcement.frames(address.address(), MacAddress.of(mac))) {
        socket.send(frame);
      }
    } catch (IOException e) {
      throw new IOException(address + " not announced: " + e.getMessage(), e);
    }
  }
}
