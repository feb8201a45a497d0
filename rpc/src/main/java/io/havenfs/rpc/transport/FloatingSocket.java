package io.havenfs.rpc.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sockets on an address that moves between hosts (or, on loopback, between processes).
 *
 * <p><b>Before it is here.</b> The socket listens although the address is not on this host yet
 * ({@code IP_FREEBIND}), so that from the first moment of its being here connections are accepted,
 * and none is refused: a refused client waits for seconds before it tries again.
 *
 * <p><b>When it goes.</b> A closed connection leaves nothing behind ({@code SO_LINGER} of zero).
 * The kernel would go on for minutes trying to end it in good order from an address that is
 * elsewhere, and would take the client's next connection, from the same port, for that old one.
 *
 * <p><b>On loopback</b> the address is here all the time, and so may be another process that
 * listens on it: the primary before this one, frozen, without a lease. The two share the port
 * ({@code SO_REUSEPORT}), and the later one tells the kernel to give all connections to it.
 */
final class FloatingSocket {
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_REUSEPORT_CBPF = 51;

  /** {@code struct sock_fprog}: the number of instructions, and, aligned, where they are. */
  private static final int PROGRAM_BYTES = 16;

  private static final RawUnixChannelOption SELECTION =
      new RawUnixChannelOption(
          "SO_ATTACH_REUSEPORT_CBPF", SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, PROGRAM_BYTES);

  /** {@code BPF_RET | BPF_K}: the constant is which of the sockets takes the connection. */
  private static final short RETURN_CONSTANT = 0x06;

  private static final int INSTRUCTION_BYTES = 8;
  private static final List<Path> SOCKETS =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static final Pattern WORDS = Pattern.compile("\\s+");
  private static final String LISTENING = "0A";

  private FloatingSocket() {}

  static ServerBootstrap prepared(ServerBootstrap bootstrap) {
    return bootstrap
        .option(EpollChannelOption.IP_FREEBIND, true)
        .option(UnixChannelOption.SO_REUSEPORT, true)
        .childOption(ChannelOption.SO_LINGER, 0);
  }

  static Bootstrap prepared(Bootstrap bootstrap) {
    return bootstrap
        .option(EpollChannelOption.IP_FREEBIND, true)
        .option(UnixChannelOption.SO_REUSEPORT, true);
  }

  /** To be called when {@code listener} listens. */
  static void bound(Channel listener, InetSocketAddress address) throws IOException {
    if (address.getAddress().isLoopbackAddress() && address.getAddress().getAddress().length == 4) {
      long sharing = listenersAt(address);
      if (sharing > 1) {
        takeAll(listener, (int) sharing - 1);
      }
    }
  }

  /** Sockets are numbered in the order of their listening; the last is this one. */
  private static void takeAll(Channel listener, int number) {
    ByteBuf instruction = Unpooled.directBuffer(INSTRUCTION_BYTES);
    try {
      ByteBuffer code = instruction.internalNioBuffer(0, INSTRUCTION_BYTES);
      code.order(ByteOrder.nativeOrder()).putShort(RETURN_CONSTANT).putShort((short) 0);
      code.putInt(number);
      ByteBuffer program = ByteBuffer.allocate(PROGRAM_BYTES).order(ByteOrder.nativeOrder());
      program.putShort((short) 1).putLong(Long.BYTES, instruction.memoryAddress()).rewind();
      listener.config().setOption(SELECTION, program);
    } finally {
      instruction.release();
    }
  }

  private static long listenersAt(InetSocketAddress address) throws IOException {
    byte[] ip = address.getAddress().getAddress();
    int word = ByteBuffer.wrap(ip).order(ByteOrder.nativeOrder()).getInt();
    String local = "%08X:%04X".formatted(word, address.getPort());
    long count = 0;
    for (Path sockets : SOCKETS) {
      if (Files.exists(sockets)) {
        try (Stream<String> lines = Files.lines(sockets)) {
          count += lines.filter(line -> isListener(line, local)).count();
        }
      }
    }
    return count;
  }

  /** Sockets of IPv6 have IPv4 addresses in the mapped form, which ends with them. */
  private static boolean isListener(String line, String local) {
    List<String> words = WORDS.splitAsStream(line.strip()).limit(4).toList();
    return words.size() == 4 && words.get(1).endsWith(local) && words.get(3).equals(LISTENING);
  }
}
