package io.havenfs.rpc.transport;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection: serves the calls that come, carries our own calls to the peer and their
 * replies. Client and server use the same, since an NFSv4.1 connection carries calls both ways.
 *
 * <p><b>Turns.</b> The connection works in turns: a read burst, or the loop's queue having brought
 * something for it. In its turn it is {@link LoopContext#current}, and small messages are appended
 * to the loop's output buffer; at the end of the turn what has gathered is written and flushed at
 * once.
 *
 * <p><b>Back-pressure.</b> Before each record {@link #isPaused} asks whether another call may be
 * begun. If not, reading stops, and is taken up again in a later turn: when calls have been
 * completed, when the loop's share of the server's limits has room, or when the peer has read
 * enough of its replies.
 */
final class StreamConnection extends Endpoint implements RecordSink {
  private static final int MIN_MESSAGE = 8;

  private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);

  private final ConnectionGroup group;
  private final RpcLimits limits;
  private final CallReader header;
  private final RecordReader records;
  private final PendingCalls pending;
  private final StreamOutput output;
  private int calls;
  private long bytes;
  private boolean paused;
  private boolean draining;
  private boolean closed;
  private int ticks;
  private int lastProgress;
  private boolean progress;

  StreamConnection(EventLoops loops, Channel channel, ConnectionGroup group) {
    super(loops, channel);
    this.group = group;
    this.limits = group.limits();
    this.header = new CallReader(group.programs());
    this.output = new StreamOutput(channel, context(), group.counters());
    this.records = new RecordReader(this, context().pool(), limits.recordBytes());
    this.pending =
        new PendingCalls(limits.callbacksPerConnection(), ThreadLocalRandom.current().nextInt());
    channel.config().setRecvByteBufAllocator(new StreamReceiver(this));
    channel
        .config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(
                limits.replyBytesPerConnection() / 2, limits.replyBytesPerConnection()));
  }

  @Override
  public boolean isStream() {
    return true;
  }

  @Override
  int markBytes() {
    return StreamOutput.MARK_BYTES;
  }

  // ---- Channel events

  @Override
  public void channelActive(ChannelHandlerContext handler) {
    addressesKnown();
    group.add(this);
    if (group.isDraining()) {
      close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext handler, Object message) {
    LoopContext context = context();
    context.current = this;
    progress = true;
    try {
      records.received((ByteBuf) message);
    } finally {
      context.current = null;
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext handler) {
    output.flush();
    group.wakeWaiting();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext handler) {
    if (paused && channel().isWritable()) {
      // Not here, in the middle of a flush.
      context().loop().execute(this::resumeInTurn);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext handler) {
    closed = true;
    records.close();
    group.remove(this);
    pending.failAll(new RpcFailure(RpcFailure.Kind.CONNECTION_CLOSED, toString()));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("{}: {}", this, cause.toString());
    } else {
      LOG.error("{}: closed because of an unexpected exception", this, cause);
    }
    close();
  }

  /** The buffer to receive into next, for {@link StreamReceiver}. */
  ByteBuf receiveBuffer() {
    ByteBuf own = records.receiveBuffer();
    return own != null ? own : context().receiveBuffer();
  }

  // ---- Records

  @Override
  public boolean isPaused() {
    if (calls < limits.callsPerConnection()
        && bytes < limits.bytesPerConnection()
        && !group.isExhausted()
        && !draining
        && channel().isWritable()) {
      return false;
    }
    pause();
    return paused;
  }

  /** Stops reading, unless all that is wrong is that replies have not been flushed. */
  private void pause() {
    if (!channel().isWritable()) {
      output.flush();
    }
    boolean room = calls < limits.callsPerConnection() && bytes < limits.bytesPerConnection();
    if (room && group.isExhausted()) {
      group.waitForRoom(this);
    } else if (room && !draining && channel().isWritable()) {
      return;
    }
    if (!paused) {
      paused = true;
      group.counters().paused();
      channel().config().setAutoRead(false);
    }
  }

  /** Takes up reading again if nothing stands against it. In a turn of its own. */
  void resumeInTurn() {
    if (!closed) {
      context().current = this;
      resume();
      context().current = null;
      output.flush();
    }
  }

  private void resume() {
    if (!paused) {
      return;
    }
    do {
      paused = false;
      records.resume();
    } while (records.hasUnread() && !closed && !isPaused());
    if (!paused && !closed) {
      channel().config().setAutoRead(true);
    }
  }

  @Override
  public void record(ByteBuf buffer, int from, int to) {
    group.counters().received(to - from);
    int type = to - from < MIN_MESSAGE ? -1 : buffer.getInt(from + 4);
    if (type == Replies.CALL) {
      serve(buffer, from, to);
    } else if (type == Replies.REPLY) {
      ReplyReader.dispatch(pending, buffer, from, to);
    } else {
      unreadable("record that is neither call nor reply");
    }
  }

  @Override
  public void incompleteBytes(int change) {
    group.incompleteBytes(change);
  }

  @Override
  public void unreadable(String reason) {
    group.complain(this, reason);
    closed = true;
    records.close();
    output.flush();
    close();
  }

  // ---- Calls from the peer

  private void serve(ByteBuf buffer, int from, int to) {
    switch (header.read(buffer, from, to)) {
      case MALFORMED -> unreadable("call with a malformed header");
      case REJECT -> reject();
      case SERVE -> {
        RpcProgram target = header.target;
        if (target != null) {
          serve(target, new Call(this, header, remoteAddress(), buffer, to, to - from));
        }
      }
    }
  }

  private void reject() {
    group.counters().rejected();
    ByteBuf reply = startMessage(Replies.ACCEPTED_BYTES);
    header.encodeRejection(reply);
    append(reply);
  }

  private void serve(RpcProgram target, Call call) {
    calls++;
    bytes += call.recordBytes();
    group.callBegun(call.recordBytes());
    group.counters().called();
    CallRunner.run(target, call, group.faults());
    if (!call.finished) {
      call.kept = true;
      call.argumentsBuffer().retain();
    }
  }

  @Override
  void finish(Outgoing outgoing) {
    if (outgoing instanceof Call call) {
      finish(call);
    } else {
      ((CallToPeer) outgoing).write(this);
    }
  }

  private void finish(Call call) {
    call.finished = true;
    calls--;
    bytes -= call.recordBytes();
    group.callFinished(call.recordBytes());
    group.counters().callFinished();
    ByteBuf reply = call.takeReply();
    if (reply != null) {
      append(reply);
    }
    if (call.kept) {
      call.kept = false;
      call.argumentsBuffer().release();
    }
  }

  @Override
  void flushFinished() {
    context().current = this;
    finishGathered();
    if (paused && !closed) {
      resume();
    }
    context().current = null;
    output.flush();
    group.wakeWaiting();
    closeIfDrained();
  }

  // ---- Calls to the peer

  @Override
  public void call(
      CallHeader target,
      int procedure,
      int sizeHint,
      Consumer<XdrWriter> arguments,
      ReplyHandler handler) {
    ByteBuf message = startMessage(target.size() + sizeHint);
    try {
      target.encode(0, procedure, message);
      arguments.accept(new XdrWriter(message));
    } catch (RuntimeException failed) {
      message.release();
      throw failed;
    }
    if (isItsTurn()) {
      sendCall(message, handler);
    } else {
      context().submit(new CallToPeer(this, message, handler));
    }
  }

  /** Sends an encoded call, in the connection's turn. */
  void sendCall(ByteBuf message, ReplyHandler handler) {
    if (closed || pending.isFull()) {
      message.release();
      handler.failed(
          closed
              ? new RpcFailure(RpcFailure.Kind.CONNECTION_CLOSED, toString())
              : new RpcFailure(RpcFailure.Kind.TOO_MANY_CALLS, pending.size() + " waiting"));
      return;
    }
    message.setInt(StreamOutput.MARK_BYTES, pending.add(handler, ticks));
    append(message);
  }

  /** Appends a message, with room for the mark in front, to what leaves at the end of the turn. */
  private void append(ByteBuf message) {
    if (closed || !channel().isActive()) {
      message.release();
    } else {
      output.append(message);
    }
  }

  // ---- Time and end

  /**
   * Every {@link #TICK_MILLIS}: gives up calls to the peer and incomplete records that took too
   * long.
   */
  @Override
  void tick() {
    ticks++;
    if (pending.size() > 0) {
      pending.expire(
          ticks,
          ticks(limits.callbackTimeout()),
          new RpcFailure(RpcFailure.Kind.TIMED_OUT, toString()));
    }
    if (progress || paused || !records.isIncomplete()) {
      progress = false;
      lastProgress = ticks;
    } else if (ticks - lastProgress >= ticks(limits.stalledRecord())) {
      unreadable("an incomplete record has not grown for " + limits.stalledRecord());
    }
  }

  @Override
  void drain() {
    draining = true;
    channel().config().setAutoRead(false);
    paused = true;
    closeIfDrained();
  }

  private void closeIfDrained() {
    if (draining && calls == 0 && !closed) {
      closed = true;
      records.close();
      channel().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
