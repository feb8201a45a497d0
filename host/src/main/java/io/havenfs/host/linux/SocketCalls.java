package io.havenfs.host.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * System calls on sockets that the JDK does not offer: raw ones. Results are zero or more, or the
 * negative errno. A descriptor is closed with {@link FileCalls#close}.
 */
public final class SocketCalls {
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_PACKET = 17;
  public static final int SOCK_RAW = 3;

  /** Not inherited by programs this process starts. */
  public static final int SOCK_CLOEXEC = 0x80000;

  /** The protocol of raw IP sockets on which the sender writes the IP header, too. */
  public static final int IPPROTO_RAW = 255;

  private static final MethodHandle SOCKET =
      NativeCall.bind("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SENDTO =
      NativeCall.bind(
          "sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);

  private SocketCalls() {}

  /** socket(2): the descriptor. {@code SOCK_CLOEXEC} is always added. */
  public static int socket(int domain, int type, int protocol) {
    MemorySegment state = NativeCall.state();
    try {
      int fd = (int) SOCKET.invokeExact(state, domain, type | SOCK_CLOEXEC, protocol);
      return fd >= 0 ? fd : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }

  /** sendto(2) of the whole {@code packet} to {@code address}, a {@code struct sockaddr}. */
  public static long sendto(int fd, byte[] packet, byte[] address) {
    MemorySegment state = NativeCall.state();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocateFrom(JAVA_BYTE, packet);
      MemorySegment to = arena.allocateFrom(JAVA_BYTE, address);
      long sent =
          (long) SENDTO.invokeExact(state, fd, data, (long) packet.length, 0, to, address.length);
      return sent >= 0 ? sent : -NativeCall.errno(state);
    } catch (Throwable e) {
      throw NativeCall.impossible(e);
    }
  }
}
