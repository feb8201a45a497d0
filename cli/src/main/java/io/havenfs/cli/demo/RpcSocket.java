package io.havenfs.cli.demo;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A blocking RPC client over TCP that behaves as kernels do when the connection breaks: it connects
 * again from the same port and sends the unanswered call again with the same xid, until it gets a
 * reply or patience ends. Used by one thread.
 */
final class RpcSocket implements AutoCloseable {
  private static final int LAST_FRAGMENT = 0x8000_0000;
  private static final int ACCEPTED_HEADER = 24;
  private static final int MAX_RECORD = 4 << 20;
  private static final Duration RETRY = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A server that is silent for so long is asked again, over a new connection. */
  private static final Duration REPLY_PATIENCE = Duration.ofSeconds(1);

  private final InetSocketAddress server;
  private final Watch watch;
  private final int localPort;
  private Socket socket;
  private int xid;

  /** Told how calls go; on the threads that call. */
  interface Watch {
    /** A call is sent again. */
    void sentAgain();

    /** A call was answered, so long after it was made. */
    void answered(long nanos);
  }

  RpcSocket(InetSocketAddress server, int firstXid, Watch watch) throws IOException {
    this.server = server;
    this.watch = watch;
    this.xid = firstXid;
    this.socket = connect(0);
    this.localPort = socket.getLocalPort();
  }

  private Socket connect(int port) throws IOException {
    Socket connecting = new Socket();
    try {
      connecting.setReuseAddress(true);
      connecting.setTcpNoDelay(true);
      // A server that is frozen does not answer the end of a connection either; a reset frees the
      // port at once, for the next connection from it.
      connecting.setSoLinger(true, 0);
      connecting.setSoTimeout((int) REPLY_PATIENCE.toMillis());
      connecting.bind(new InetSocketAddress(server.getAddress(), port));
      connecting.connect(server, (int) REPLY_PATIENCE.toMillis());
      return connecting;
    } catch (IOException e) {
      connecting.close();
      throw e;
    }
  }

  /** Calls and returns the results; throws when the server does not accept the call. */
  XdrReader call(CallHeader header, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    xid++;
    return exchange(xid, encode(header, xid, procedure, arguments));
  }

  /** The xid of the last call. */
  int lastXid() {
    return xid;
  }

  /** Sends a call again that was answered long ago, and returns the results of the new reply. */
  XdrReader repeat(int oldXid, CallHeader header, int procedure, Consumer<XdrWriter> arguments)
      throws IOException {
    return exchange(oldXid, encode(header, oldXid, procedure, arguments));
  }

  private XdrReader exchange(int wanted, byte[] call) throws IOException {
    long begin = System.nanoTime();
    long deadline = begin + PATIENCE.toNanos();
    boolean again = false;
    while (true) {
      try {
        if (socket.isClosed()) {
          socket = connect(localPort);
        }
        if (again) {
          watch.sentAgain();
        }
        again = true;
        socket.getOutputStream().write(call);
        XdrReader results = receive(wanted);
        watch.answered(System.nanoTime() - begin);
        return results;
      } catch (IOException broken) {
        socket.close();
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("no reply for " + PATIENCE.toSeconds() + " s: " + broken, broken);
        }
        Pause.of(RETRY);
      }
    }
  }

  private static byte[] encode(
      CallHeader header, int xid, int procedure, Consumer<XdrWriter> arguments) {
    ByteBuf buffer = Unpooled.buffer();
    buffer.writeInt(0);
    header.encode(xid, procedure, buffer);
    arguments.accept(new XdrWriter(buffer));
    buffer.setInt(0, LAST_FRAGMENT | (buffer.readableBytes() - 4));
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  private XdrReader receive(int wanted) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      int mark = in.readInt();
      int length = mark & ~LAST_FRAGMENT;
      if (mark >= 0 || length < ACCEPTED_HEADER || length > MAX_RECORD) {
        throw new IOException("not a reply");
      }
      byte[] record = in.readNBytes(length);
      if (record.length < length) {
        throw new IOException("connection closed within a reply");
      }
      ByteBuf reply = Unpooled.wrappedBuffer(record);
      if (reply.getInt(0) == wanted) {
        return results(reply);
      }
    }
  }

  private static XdrReader results(ByteBuf reply) {
    if (reply.getInt(8) != 0 || reply.getInt(20) != 0) {
      throw new IllegalStateException("the call was not accepted");
    }
    return new XdrReader(reply, ACCEPTED_HEADER, reply.writerIndex());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
