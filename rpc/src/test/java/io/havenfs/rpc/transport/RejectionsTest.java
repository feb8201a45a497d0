package io.havenfs.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes in, bytes out: rejections as RFC 5531 section 9 lays them out. */
@Timeout(60)
final class RejectionsTest {
  private static final int XID = 0x1234_5678;
  private static final int AUTH_SYS = 1;

  private EventLoops loops;
  private RpcServer server;
  private Socket socket;

  @BeforeEach
  void start() throws Exception {
    loops = EventLoops.start(1, "test");
    server = new RpcServer(loops, List.of(new TestProgram()), RpcLimits.DEFAULT);
    InetSocketAddress address =
        server.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
    server.close();
    loops.close();
  }

  private static ByteBuf words(int... words) {
    ByteBuf buffer = Unpooled.buffer();
    for (int word : words) {
      buffer.writeInt(word);
    }
    return buffer;
  }

  private static ByteBuf call(int rpcVersion, int program, int version, int procedure) {
    return words(XID, 0, rpcVersion, program, version, procedure, 0, 0, 0, 0);
  }

  private static ByteBuf callWith(int flavor, ByteBuf body) {
    ByteBuf message = words(XID, 0, 2, TestProgram.NUMBER, 3, 0, flavor, body.readableBytes());
    message.writeBytes(body).writeZero(-body.writerIndex() & 3);
    return message.writeLong(0);
  }

  private static ByteBuf sys(int machineLength, int groups) {
    ByteBuf body = words(1, machineLength);
    body.writeZero(machineLength).writeZero(-machineLength & 3);
    body.writeInt(1).writeInt(2).writeInt(groups).writeZero(groups * 4);
    return body;
  }

  private void send(ByteBuf message) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    byte[] bytes = ByteBufUtil.getBytes(message);
    out.writeInt(0x8000_0000 | bytes.length);
    out.write(bytes);
    out.flush();
  }

  private int[] exchange(ByteBuf message) throws IOException {
    send(message);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int[] words = new int[(in.readInt() & 0x7fff_ffff) / 4];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.readInt();
    }
    return words;
  }

  private void closes(ByteBuf message) throws IOException {
    send(message);
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void success() throws Exception {
    assertThat(exchange(call(2, TestProgram.NUMBER, 3, 0))).containsExactly(XID, 1, 0, 0, 0, 0);
  }

  @Test
  void rpcMismatch() throws Exception {
    assertThat(exchange(call(3, TestProgram.NUMBER, 3, 0))).containsExactly(XID, 1, 1, 0, 2, 2);
    assertThat(exchange(words(XID, 0, 1))).containsExactly(XID, 1, 1, 0, 2, 2);
  }

  @Test
  void programUnavailable() throws Exception {
    assertThat(exchange(call(2, 1, 3, 0))).containsExactly(XID, 1, 0, 0, 0, 1);
  }

  @Test
  void programMismatch() throws Exception {
    for (int version : new int[] {0, 1, 5, -1}) {
      assertThat(exchange(call(2, TestProgram.NUMBER, version, 0)))
          .containsExactly(XID, 1, 0, 0, 0, 2, 2, 4);
    }
  }

  @Test
  void procedureUnavailable() throws Exception {
    for (int procedure : new int[] {100, -1}) {
      assertThat(exchange(call(2, TestProgram.NUMBER, 3, procedure)))
          .containsExactly(XID, 1, 0, 0, 0, 3);
    }
  }

  @Test
  void garbageArguments() throws Exception {
    assertThat(exchange(call(2, TestProgram.NUMBER, 3, TestProgram.ECHO)))
        .containsExactly(XID, 1, 0, 0, 0, 4);
  }

  @Test
  void credentialsWithinTheLimits() throws Exception {
    for (ByteBuf body : List.of(sys(0, 0), sys(255, 16), sys(3, 1))) {
      assertThat(exchange(callWith(AUTH_SYS, body))).containsExactly(XID, 1, 0, 0, 0, 0);
    }
  }

  @Test
  void badCredentials() throws Exception {
    ByteBuf tooLong = sys(3, 1).writeInt(0);
    ByteBuf groupsMissing = sys(3, 2);
    groupsMissing.writerIndex(groupsMissing.writerIndex() - 4);
    ByteBuf huge = words(1, -1);
    for (ByteBuf body : List.of(sys(256, 0), sys(0, 17), tooLong, groupsMissing, huge)) {
      assertThat(exchange(callWith(AUTH_SYS, body))).containsExactly(XID, 1, 1, 1, 1);
    }
    assertThat(exchange(callWith(0, Unpooled.buffer().writeZero(404))))
        .containsExactly(XID, 1, 1, 1, 1);
  }

  @Test
  void unknownFlavor() throws Exception {
    assertThat(exchange(callWith(6, Unpooled.buffer().writeZero(20))))
        .containsExactly(XID, 1, 1, 1, 2);
  }

  @Test
  void badVerifier() throws Exception {
    ByteBuf message = words(XID, 0, 2, TestProgram.NUMBER, 3, 0, 0, 0, 0, 401).writeZero(404);
    assertThat(exchange(message)).containsExactly(XID, 1, 1, 1, 3);
  }

  @Test
  void truncatedHeadersClose() throws Exception {
    closes(words(XID, 0, 2, TestProgram.NUMBER, 3, 0, 0));
  }

  @Test
  void credentialBeyondTheRecordCloses() throws Exception {
    closes(words(XID, 0, 2, TestProgram.NUMBER, 3, 0, AUTH_SYS, 100, 0, 0));
  }

  @Test
  void neitherCallNorReplyCloses() throws Exception {
    closes(words(XID, 2, 2, 0));
  }

  @Test
  void emptyRecordsClose() throws Exception {
    closes(Unpooled.EMPTY_BUFFER);
  }

  @Test
  void recordsOverTheLimitClose() throws Exception {
    new DataOutputStream(socket.getOutputStream())
        .writeInt(0x8000_0000 | (RpcLimits.DEFAULT.recordBytes() + 1));
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void whatWasAnsweredBeforeAClosureArrives() throws Exception {
    ByteBuf good = call(2, TestProgram.NUMBER, 3, 0);
    ByteBuf both = Unpooled.buffer();
    both.writeInt(0x8000_0000 | good.readableBytes()).writeBytes(good);
    both.writeInt(0x8000_0000 | 4).writeInt(0);
    socket.getOutputStream().write(ByteBufUtil.getBytes(both));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    assertThat(in.readInt()).isEqualTo(0x8000_0018);
    assertThat(in.readInt()).isEqualTo(XID);
    in.skipNBytes(20);
    assertThat(in.read()).isEqualTo(-1);
  }
}
