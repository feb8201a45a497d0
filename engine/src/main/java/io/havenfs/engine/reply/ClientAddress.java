package io.havenfs.engine.reply;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The network address of a client, IPv4 ones in their IPv6-mapped form, so that both kinds have one
 * stored form.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record ClientAddress(long high, long low) implements Comparable<ClientAddress> {
  private static final long MAPPED_PREFIX = 0xffffL << 32;
  private static final int IPV4_LENGTH = 4;

  /** The form of {@code address}. */
  public static ClientAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    if (bytes.remaining() == IPV4_LENGTH) {
      return new ClientAddress(0, MAPPED_PREFIX | (bytes.getInt() & 0xffff_ffffL));
    }
    return new ClientAddress(bytes.getLong(), bytes.getLong());
  }

  /** The address itself; IPv4 ones as such again. */
  public InetAddress toInetAddress() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low);
    try {
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The address as it is written. */
  public String text() {
    return toInetAddress().getHostAddress();
  }

  @Override
  public int compareTo(ClientAddress other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
