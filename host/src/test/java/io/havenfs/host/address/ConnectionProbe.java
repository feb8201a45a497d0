package io.havenfs.host.address;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One end of a connection to a service, for {@link AddressHoldTest}. {@code listen ADDRESS} takes
 * one connection, to be reset when the process ends, and says so. {@code call ADDRESS} makes one;
 * then each line is an order: "send" sends a byte, "look" says what has come.
 */
final class ConnectionProbe {
  static final int PORT = 2049;

  private ConnectionProbe() {}

  public static void main(String[] args) throws IOException {
    InetSocketAddress address = new InetSocketAddress(args[1], PORT);
    if (args[0].equals("listen")) {
      listen(address);
    } else {
      call(address);
    }
  }

  private static void listen(InetSocketAddress address) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(address)) {
      System.out.println("listening");
      SocketChannel accepted = listener.accept();
      accepted.setOption(StandardSocketOptions.SO_LINGER, 0);
      System.out.println("accepted");
      System.in.transferTo(System.out);
    }
  }

  private static void call(InetSocketAddress address) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      channel.configureBlocking(false);
      System.out.println("connected");
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(
            order.equals("send") ? channel.write(ByteBuffer.allocate(1)) : look(channel));
      }
    }
  }

  private static String look(SocketChannel channel) {
    try {
      return switch (channel.read(ByteBuffer.allocate(1))) {
        case -1 -> "end";
        case 0 -> "silence";
        default -> "data";
      };
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
