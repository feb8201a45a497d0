package io.havenfs.rpc.transport;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket that is connected to one peer and calls it. A call is sent again after {@link
 * #FIRST_RETRY}, then after twice that time, and so on, until it is answered or times out; once
 * only where {@link RpcLimits#resends} says so. Meant for small numbers of calls, not for load.
 */
final class DatagramCaller extends Endpoint {
  /** Ticks until a call is sent again for the first time. */
  static final int FIRST_RETRY = 5;

  private static final Logger LOG = LoggerFactory.getLogger(DatagramCaller.class);

  /** A call that waits for its reply, and when to send it again. */
  private static final class Waiting {
    final byte[] message;
    int interval = FIRST_RETRY;
    int next;

    Waiting(byte[] message, int now) {
      this.message = message;
      this.next = now + interval;
    }
  }

  private final ConnectionGroup group;
  private final PendingCalls pending;
  private final Map<Integer, Waiting> waiting = new HashMap<>();
  private boolean closed;
  private int ticks;

  DatagramCaller(EventLoops loops, Channel channel, ConnectionGroup group) {
    super(loops, channel);
    this.group = group;
    this.pending =
        new PendingCalls(
            group.limits().callbacksPerConnection(), ThreadLocalRandom.current().nextInt());
    channel
        .config()
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(DatagramService.DATAGRAM_BYTES));
  }

  @Override
  public boolean isStream() {
    return false;
  }

  @Override
  int markBytes() {
    return 0;
  }

  @Override
  public void channelActive(ChannelHandlerContext handler) {
    addressesKnown();
    group.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext handler, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    ByteBuf buffer = packet.content();
    int from = buffer.readerIndex();
    try {
      if (buffer.readableBytes() >= 8 && buffer.getInt(from + 4) == Replies.REPLY) {
        waiting.remove(buffer.getInt(from));
        ReplyReader.dispatch(pending, buffer, from, buffer.writerIndex());
      }
    } finally {
      packet.release();
    }
  }

  @Override
  public void call(
      CallHeader target,
      int procedure,
      int sizeHint,
      Consumer<XdrWriter> arguments,
      ReplyHandler handler) {
    ByteBuf message = startMessage(target.size() + sizeHint);
    byte[] encoded;
    try {
      target.encode(0, procedure, message);
      arguments.accept(new XdrWriter(message));
      encoded = ByteBufUtil.getBytes(message);
    } finally {
      message.release();
    }
    context().loop().execute(() -> start(encoded, handler));
  }

  private void start(byte[] message, ReplyHandler handler) {
    if (closed) {
      handler.failed(new RpcFailure(RpcFailure.Kind.CONNECTION_CLOSED, toString()));
    } else if (pending.isFull()) {
      handler.failed(new RpcFailure(RpcFailure.Kind.TOO_MANY_CALLS, pending.size() + " waiting"));
    } else {
      int xid = pending.add(handler, ticks);
      Waiting call = new Waiting(message, ticks);
      waiting.put(xid, call);
      send(xid, call);
    }
  }

  private void send(int xid, Waiting call) {
    ByteBuf datagram = context().pool().directBuffer(call.message.length);
    datagram.writeBytes(call.message).setInt(0, xid);
    var _ = channel().writeAndFlush(datagram);
  }

  @Override
  void tick() {
    ticks++;
    if (waiting.isEmpty()) {
      return;
    }
    pending.expire(
        ticks,
        ticks(group.limits().callbackTimeout()),
        new RpcFailure(RpcFailure.Kind.TIMED_OUT, toString()));
    waiting.keySet().removeIf(xid -> !pending.contains(xid));
    if (!group.limits().resends()) {
      return;
    }
    waiting.forEach(
        (xid, call) -> {
          if (ticks - call.next >= 0) {
            call.interval *= 2;
            call.next = ticks + call.interval;
            send(xid, call);
          }
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
    LOG.debug("{}: {}", this, cause.toString());
    failAll(cause.toString());
  }

  @Override
  public void channelInactive(ChannelHandlerContext handler) {
    closed = true;
    group.remove(this);
    failAll(toString());
  }

  private void failAll(String reason) {
    waiting.clear();
    pending.failAll(new RpcFailure(RpcFailure.Kind.CONNECTION_CLOSED, reason));
  }

  @Override
  void finish(Outgoing outgoing) {
    throw new IllegalStateException("no calls are served here");
  }

  @Override
  void flushFinished() {
    // Nothing is ever gathered here.
  }

  @Override
  void drain() {
    close();
  }
}
