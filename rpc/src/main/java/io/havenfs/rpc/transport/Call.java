package io.havenfs.rpc.transport;

import io.havenfs.rpc.AuthStatus;
import io.havenfs.rpc.Credential;
import io.havenfs.rpc.RpcCall;
import io.havenfs.rpc.RpcConnection;
import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A call being served.
 *
 * <p>Completion is won by whoever changes {@link #state} first, on any thread; it leaves the
 * encoded reply in {@link #reply} and hands the call to its endpoint. From then on the call belongs
 * to the event loop, which writes the reply and lets go of the arguments. {@link #kept} and {@link
 * #finished} are the loop's own: whether the arguments' buffer was retained, and whether all is
 * done.
 */
final class Call extends Outgoing implements RpcCall {
  private static final int OPEN = 0;
  private static final int COMPLETED = 1;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Call.class, "state", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final int xid;
  private final int program;
  private final int version;
  private final int procedure;
  private final Credential credential;
  private final InetSocketAddress remote;
  private final XdrReader arguments;
  private final int recordBytes;
  private @Nullable ByteBuf reply;
  private @Nullable XdrWriter writer;

  @SuppressWarnings("unused") // through STATE
  private volatile int state;

  /** Whether the arguments' buffer is retained for this call. */
  boolean kept;

  /** Whether the endpoint has let go of it. */
  boolean finished;

  /**
   * The call that {@code header} has read, from {@code remote}, its record ending at {@code to}.
   */
  Call(
      Endpoint endpoint,
      CallReader header,
      InetSocketAddress remote,
      ByteBuf buffer,
      int to,
      int recordBytes) {
    super(endpoint);
    this.xid = header.xid;
    this.program = header.program;
    this.version = header.version;
    this.procedure = header.procedure;
    this.credential = header.credential;
    this.remote = remote;
    this.arguments = new XdrReader(buffer, header.arguments, to);
    this.recordBytes = recordBytes;
  }

  /** The encoded reply, room for the mark in front; null if there is none to send. On the loop. */
  @Nullable ByteBuf takeReply() {
    ByteBuf taken = reply;
    reply = null;
    return taken;
  }

  /** Bytes of the call's record. */
  int recordBytes() {
    return recordBytes;
  }

  /** The buffer that holds the arguments. */
  ByteBuf argumentsBuffer() {
    return arguments.buffer();
  }

  /** Completes with {@code GARBAGE_ARGS} or SYSTEM_ERR unless it has been completed already. */
  boolean tryFail(int status) {
    if (!STATE.compareAndSet(this, OPEN, COMPLETED)) {
      return false;
    }
    finishWith(endpoint().accepted(xid, status));
    return true;
  }

  @Override
  public XdrWriter reply() {
    return reply(LoopContext.SMALL_REPLY / 2);
  }

  @Override
  public XdrWriter reply(int sizeHint) {
    if (state != OPEN) {
      throw alreadyCompleted();
    }
    XdrWriter started = writer;
    if (started != null) {
      started.truncate(0);
      return started;
    }
    ByteBuf buffer = endpoint().startMessage(Math.max(0, sizeHint) + Replies.ACCEPTED_BYTES);
    Replies.accepted(buffer, xid, Replies.SUCCESS);
    started = new XdrWriter(buffer);
    reply = buffer;
    writer = started;
    return started;
  }

  @Override
  public void send() {
    if (writer == null) {
      throw new IllegalStateException("no reply was started for call " + this);
    }
    complete();
    writer = null;
    endpoint().ready(this);
  }

  @Override
  public void garbageArguments() {
    complete();
    finishWith(endpoint().accepted(xid, Replies.GARBAGE_ARGS));
  }

  @Override
  public void systemError() {
    complete();
    finishWith(endpoint().accepted(xid, Replies.SYSTEM_ERR));
  }

  @Override
  public void authError(AuthStatus status) {
    complete();
    finishWith(endpoint().authError(xid, status));
  }

  @Override
  public void drop() {
    complete();
    finishWith(null);
  }

  private void complete() {
    if (!STATE.compareAndSet(this, OPEN, COMPLETED)) {
      throw alreadyCompleted();
    }
  }

  private void finishWith(@Nullable ByteBuf instead) {
    ByteBuf started = reply;
    if (started != null) {
      started.release();
    }
    reply = instead;
    writer = null;
    endpoint().ready(this);
  }

  private IllegalStateException alreadyCompleted() {
    return new IllegalStateException("already completed: call " + this);
  }

  @Override
  void abandon() {
    ByteBuf left = takeReply();
    if (left != null) {
      left.release();
    }
    if (kept) {
      kept = false;
      argumentsBuffer().release();
    }
  }

  @Override
  public int xid() {
    return xid;
  }

  @Override
  public int program() {
    return program;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public int procedure() {
    return procedure;
  }

  @Override
  public Credential credential() {
    return credential;
  }

  @Override
  public XdrReader arguments() {
    return arguments;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public InetSocketAddress localAddress() {
    return endpoint().localAddress();
  }

  @Override
  public RpcConnection connection() {
    return endpoint();
  }

  @Override
  public String toString() {
    return Integer.toHexString(xid)
        + " of "
        + Integer.toUnsignedString(program)
        + "."
        + version
        + "."
        + procedure
        + " from "
        + remote;
  }
}
