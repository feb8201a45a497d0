package io.havenfs.rpc.transport;

import io.havenfs.rpc.CallHeader;
import io.havenfs.rpc.ReplyHandler;
import io.havenfs.rpc.RpcFailure;
import io.havenfs.rpc.RpcProgram;
import io.havenfs.rpc.xdr.XdrWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket that serves calls, one to a datagram. What is malformed, or more than the limits
 * allow, is dropped: over UDP the client repeats itself.
 */
final class DatagramService extends Endpoint {
  /** The largest datagram there is. */
  static final int DATAGRAM_BYTES = 64 << 10;

  /** The most that a reply may have (RFC 768, RFC 791: 65535 less the headers). */
  static final int MAX_REPLY = 65_507;

  private static final Logger LOG = LoggerFactory.getLogger(DatagramService.class);

  private final ConnectionGroup group;
  private final CallReader header;
  private int calls;
  private boolean draining;

  DatagramService(EventLoops loops, Channel channel, ConnectionGroup group) {
    super(loops, channel);
    this.group = group;
    this.header = new CallReader(group.programs());
    channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(DATAGRAM_BYTES));
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
    if (group.isDraining()) {
      close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext handler, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    context().current = this;
    try {
      received(packet.content(), packet.sender());
    } finally {
      context().current = null;
      packet.release();
    }
  }

  private void received(ByteBuf buffer, InetSocketAddress sender) {
    int from = buffer.readerIndex();
    int to = buffer.writerIndex();
    boolean isCall = to - from >= 8 && buffer.getInt(from + 4) == Replies.CALL;
    if (!isCall
        || draining
        || calls >= group.limits().callsPerConnection()
        || group.isExhausted()) {
      group.counters().rejected();
      return;
    }
    group.counters().received(to - from);
    switch (header.read(buffer, from, to)) {
      case MALFORMED -> group.counters().rejected();
      case REJECT -> {
        group.counters().rejected();
        ByteBuf reply = startMessage(Replies.ACCEPTED_BYTES);
        header.encodeRejection(reply);
        write(reply, sender);
      }
      case SERVE -> {
        RpcProgram target = header.target;
        if (target != null) {
          serve(target, new Call(this, header, sender, buffer, to, to - from));
        }
      }
    }
  }

  private void serve(RpcProgram target, Call call) {
    calls++;
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
    Call call = (Call) outgoing;
    call.finished = true;
    calls--;
    group.callFinished(call.recordBytes());
    group.counters().callFinished();
    ByteBuf reply = call.takeReply();
    if (reply != null) {
      write(sendable(call, reply), call.remoteAddress());
    }
    if (call.kept) {
      call.kept = false;
      call.argumentsBuffer().release();
    }
  }

  /** An error in the place of a reply that no datagram holds: repeating the call would not help. */
  private ByteBuf sendable(Call call, ByteBuf reply) {
    if (reply.readableBytes() <= MAX_REPLY) {
      return reply;
    }
    LOG.debug("{}: a reply of {} bytes does not fit", this, reply.readableBytes());
    reply.release();
    return accepted(call.xid(), Replies.SYSTEM_ERR);
  }

  private void write(ByteBuf reply, InetSocketAddress remote) {
    if (!channel().isWritable()) {
      LOG.debug("{}: dropped a reply of {} bytes to {}", this, reply.readableBytes(), remote);
      reply.release();
      return;
    }
    group.counters().sent(reply.readableBytes());
    channel().unsafe().write(new DatagramPacket(reply, remote), channel().unsafe().voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext handler) {
    channel().unsafe().flush();
  }

  @Override
  void flushFinished() {
    finishGathered();
    channel().unsafe().flush();
    group.wakeWaiting();
    closeIfDrained();
  }

  @Override
  public void channelInactive(ChannelHandlerContext handler) {
    group.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext handler, Throwable cause) {
    // The socket serves everybody: what goes wrong with one peer's datagram must not close it.
    LOG.debug("{}: {}", this, cause.toString());
  }

  @Override
  public void call(
      CallHeader target,
      int procedure,
      int sizeHint,
      Consumer<XdrWriter> arguments,
      ReplyHandler handler) {
    RpcFailure failure =
        new RpcFailure(RpcFailure.Kind.NOT_SUPPORTED, "a UDP service has no peer to call");
    context().loop().execute(() -> handler.failed(failure));
  }

  @Override
  void tick() {
    // Nothing here takes time.
  }

  @Override
  void drain() {
    draining = true;
    closeIfDrained();
  }

  private void closeIfDrained() {
    if (draining && calls == 0) {
      close();
    }
  }
}
