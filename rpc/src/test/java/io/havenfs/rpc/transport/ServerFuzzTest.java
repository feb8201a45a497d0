package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.client.RpcClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random and mutated records, sent to a real server: each is answered or closes the connection, the
 * server stays well, and no buffer is lost.
 */
@Timeout(240)
final class ServerFuzzTest {
  private static final int MAX_RECORD = 4096;
  private static final int ROUNDS = 3000;

  private final TestProgram program = new TestProgram();

  @Test
  void answersOrClosesAndLosesNothing() throws Exception {
    long before = PoolUse.activeAllocations();
    EventLoops loops = EventLoops.start(1, "test");
    RpcLimits limits = RpcLimits.DEFAULT.with().recordBytes(MAX_RECORD).build();
    try (RpcServer server = new RpcServer(loops, List.of(program), limits)) {
      InetSocketAddress address =
          server.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      for (int seed = 0; seed < ROUNDS; seed++) {
        round(address, new Random(seed), seed);
      }
      assertThat(program.faults).isEmpty();
      stillServes(loops, address);
      assertThat(PoolUse.activeAllocations()).as("the pool is what is used").isGreaterThan(before);
      assertThat(server.statistics().callsInFlight()).isZero();
    } finally {
      loops.close();
    }
    assertThat(PoolUse.activeAllocations()).as("pooled buffers still in use").isEqualTo(before);
  }

  private static void stillServes(EventLoops loops, InetSocketAddress address) {
    try (RpcClient client = new RpcClient(loops)) {
      int length =
          RpcClient.call(
                  client.connect(address).join(),
                  TestProgram.header(),
                  TestProgram.ECHO,
                  args -> args.opaque(new byte[50]),
                  results -> results.opaque(50).length)
              .join();
      assertThat(length).isEqualTo(50);
    }
  }

  /** Sends some records and a final good one; reads replies until the final one or the end. */
  private static void round(InetSocketAddress address, Random random, int seed) throws Exception {
    ByteBuf stream = Unpooled.buffer();
    for (int i = random.nextInt(4); i >= 0; i--) {
      record(stream, random.nextInt(8) == 0 ? noise(random) : mutated(random), random);
    }
    record(stream, call(TestProgram.NULL, Integer.MAX_VALUE, random), random);
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      send(socket, ByteBufUtil.getBytes(stream), random);
      assertThat(readUntilLast(socket)).as("seed %d: replies are well-formed", seed).isTrue();
    }
  }

  private static void send(Socket socket, byte[] bytes, Random random) throws IOException {
    try {
      int at = 0;
      while (at < bytes.length) {
        int n = Math.min(bytes.length - at, 1 + random.nextInt(2000));
        socket.getOutputStream().write(bytes, at, n);
        at += n;
      }
    } catch (SocketException closed) {
      // Refused before all of it was sent; what was answered can still be read, or not.
    }
  }

  /**
   * Whether all that came were whole replies, the last of them followed by the end or being ours.
   */
  private static boolean readUntilLast(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    try {
      while (true) {
        int mark = in.readInt();
        int length = mark & 0x7fff_ffff;
        if (mark >= 0 || length < 16 || length > 3 * MAX_RECORD) {
          return false;
        }
        byte[] reply = new byte[length];
        in.readFully(reply);
        ByteBuf buffer = Unpooled.wrappedBuffer(reply);
        if (buffer.getInt(4) != Replies.REPLY) {
          return false;
        }
        if (buffer.getInt(0) == Integer.MAX_VALUE) {
          return true;
        }
      }
    } catch (java.io.EOFException | SocketException closed) {
      return true;
    }
  }

  private static void record(ByteBuf stream, byte[] record, Random random) {
    int at = 0;
    while (random.nextInt(4) == 0 && record.length > 1) {
      int to = at + random.nextInt(record.length - at);
      stream.writeInt(to - at).writeBytes(record, at, to - at);
      at = to;
    }
    stream.writeInt(0x8000_0000 | (record.length - at)).writeBytes(record, at, record.length - at);
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] call(int procedure, int xid, Random random) {
    ByteBuf buffer = Unpooled.buffer();
    Credential credential =
        random.nextBoolean()
            ? Credential.NONE
            : new Credential.Sys(1, "machine", 1, 2, 3, 4, 5, 6, 7);
    new CallHeader(TestProgram.NUMBER, 3, credential).encode(xid, procedure, buffer);
    int size = random.nextInt(300) * 4;
    buffer.writeInt(size).writeZero(size);
    return ByteBufUtil.getBytes(buffer);
  }

  /** A call whose answer is known to come, with a few bits, words or lengths wrong. */
  private static byte[] mutated(Random random) {
    int[] procedures = {
      TestProgram.NULL, TestProgram.ECHO, TestProgram.OVERREAD, TestProgram.WHO, TestProgram.DENY
    };
    byte[] bytes = call(procedures[random.nextInt(procedures.length)], random.nextInt(), random);
    ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
    for (int i = random.nextInt(3); i > 0; i--) {
      int word = random.nextInt(random.nextBoolean() ? 11 : bytes.length / 4) * 4;
      switch (random.nextInt(4)) {
        case 0 -> buffer.setInt(word, random.nextInt());
        case 1 -> buffer.setInt(word, random.nextInt(500));
        case 2 -> buffer.setInt(word, Integer.MIN_VALUE >>> random.nextInt(32));
        default -> buffer.setByte(random.nextInt(bytes.length), random.nextInt());
      }
    }
    // A procedure that never answers or keeps the call would make the test wait for nothing.
    int procedure = buffer.getInt(20);
    if (procedure == TestProgram.KEEP
        || procedure == TestProgram.DROP
        || procedure == TestProgram.BUG
        || procedure == TestProgram.BIG) {
      buffer.setInt(20, TestProgram.ECHO);
    }
    int length = random.nextInt(6) == 0 ? random.nextInt(bytes.length) : bytes.length;
    return java.util.Arrays.copyOf(bytes, length);
  }
}
