package io.havenfs.nfs.memory;

import io.havenfs.rpc.AuthStatus;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrException;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call made in place: remembers how it was completed, and that it was so only once. */
public final class MemoryCall implements RpcCall {
  /** How a call ended. */
  public enum End {
    OPEN,
    SENT,
    GARBAGE_ARGS,
    SYSTEM_ERR,
    AUTH_ERROR,
    DROPPED
  }

  /** The constant parts of calls: a caller and what it calls. */
  public record Header(
      InetSocketAddress client, Credential credential, int xid, int program, int version) {
    /** The same caller with another xid. */
    public Header withXid(int other) {
      return new Header(client, credential, other, program, version);
    }

    /** The same client with another user. */
    public Header as(Credential other) {
      return new Header(client, other, xid, program, version);
    }

    /** The same call from elsewhere. */
    public Header from(InetSocketAddress other) {
      return new Header(other, credential, xid, program, version);
    }
  }

  private final Header header;
  private final int procedure;
  private final XdrReader arguments;
  private final MemoryConnection connection = new MemoryConnection();
  private @Nullable XdrWriter writer;
  private End end = End.OPEN;

  private MemoryCall(Header header, int procedure, ByteBuf arguments) {
    this.header = header;
    this.procedure = procedure;
    this.arguments = new XdrReader(arguments);
  }

  /** Calls {@code program} as its server does. */
  public static MemoryCall make(
      RpcProgram program, Header header, int procedure, Consumer<XdrWriter> arguments) {
    ByteBuf buffer = Unpooled.buffer();
    arguments.accept(new XdrWriter(buffer));
    return make(program, header, procedure, buffer);
  }

  /** Calls {@code program} with these bytes for arguments. */
  public static MemoryCall make(
      RpcProgram program, Header header, int procedure, ByteBuf arguments) {
    MemoryCall call = new MemoryCall(header, procedure, arguments);
    try {
      program.call(call);
    } catch (XdrException malformed) {
      if (call.end == End.OPEN) {
        call.garbageArguments();
      }
    }
    return call;
  }

  /** How it ended. */
  public End end() {
    return end;
  }

  /** Whether the program closed the connection. */
  public boolean hasClosedConnection() {
    return !connection.isOpen();
  }

  /** The results that were sent; fails if none were. */
  public XdrReader results() {
    XdrWriter written = writer;
    if (end != End.SENT || written == null) {
      throw new AssertionError("no reply: " + end);
    }
    return new XdrReader(written.buffer());
  }

  /** Bytes of the results that were sent. */
  public byte[] resultBytes() {
    XdrReader results = results();
    return results.fixedOpaque(results.remaining());
  }

  @Override
  public int xid() {
    return header.xid();
  }

  @Override
  public int program() {
    return header.program();
  }

  @Override
  public int version() {
    return header.version();
  }

  @Override
  public int procedure() {
    return procedure;
  }

  @Override
  public Credential credential() {
    return header.credential();
  }

  @Override
  public XdrReader arguments() {
    return arguments;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return header.client();
  }

  @Override
  public InetSocketAddress localAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2049);
  }

  @Override
  public RpcConnection connection() {
    return connection;
  }

  @Override
  public XdrWriter reply() {
    return reply(64);
  }

  @Override
  public XdrWriter reply(int sizeHint) {
    if (end != End.OPEN) {
      throw new IllegalStateException("already completed");
    }
    XdrWriter started = writer;
    if (started == null) {
      started = new XdrWriter(Unpooled.buffer(sizeHint));
      writer = started;
    }
    started.truncate(0);
    return started;
  }

  @Override
  public void send() {
    if (writer == null) {
      throw new IllegalStateException("no reply was started");
    }
    complete(End.SENT);
  }

  @Override
  public void garbageArguments() {
    complete(End.GARBAGE_ARGS);
  }

  @Override
  public void systemError() {
    complete(End.SYSTEM_ERR);
  }

  @Override
  public void authError(AuthStatus status) {
    complete(End.AUTH_ERROR);
  }

  @Override
  public void drop() {
    complete(End.DROPPED);
  }

  private void complete(End how) {
    if (end != End.OPEN) {
      throw new IllegalStateException("completed twice: " + end + ", " + how);
    }
    end = how;
  }
}
