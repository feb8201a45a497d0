package io.havenfs.rpc.transport;

import io.havenfs.rpc.AuthStatus;
import io.havenfs.rpc.RpcConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a TCP connection and a UDP socket have in common: an event loop, calls that are completed on
 * it or away from it, and the way completed calls take back to it. The one handler in its channel's
 * pipeline; everything below it is called directly.
 */
abstract class Endpoint extends ChannelInboundHandlerAdapter implements RpcConnection {
  /** Time between two looks at time-outs. */
  static final int TICK_MILLIS = 200;

  private static final InetSocketAddress UNKNOWN = new InetSocketAddress(0);

  private final long id;
  private final Channel channel;
  private final LoopContext context;
  private InetSocketAddress remote = UNKNOWN;
  private InetSocketAddress local = UNKNOWN;
  private @Nullable Outgoing firstFinished;
  private @Nullable Outgoing lastFinished;

  Endpoint(EventLoops loops, Channel channel) {
    this.id = loops.nextConnectionId();
    this.channel = channel;
    this.context = loops.context(channel.eventLoop());
  }

  /** Bytes to leave free before every message, for the record mark. */
  abstract int markBytes();

  /**
   * Writes what {@code outgoing} holds and lets go of the call; on the loop, in the endpoint's
   * turn.
   */
  abstract void finish(Outgoing outgoing);

  /** Writes everything that was finished meanwhile, and flushes; on the loop. */
  abstract void flushFinished();

  /** Begins no further call, and closes when those begun are answered; on the loop. */
  abstract void drain();

  /** Looks after time-outs; on the loop, every {@link #TICK_MILLIS}. */
  abstract void tick();

  final Channel channel() {
    return channel;
  }

  final LoopContext context() {
    return context;
  }

  /** Learns the addresses, when the channel has become active. */
  final void addressesKnown() {
    local = address(channel.localAddress());
    remote = address(channel.remoteAddress());
  }

  private static InetSocketAddress address(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress known ? known : UNKNOWN;
  }

  /** Whether the caller runs on the loop, in this endpoint's turn. */
  final boolean isItsTurn() {
    return context.inLoop() && context.current == this;
  }

  /**
   * Takes a message that is ready to leave, from any thread: at once in the endpoint's own turn,
   * else through the loop's queue.
   */
  final void ready(Outgoing outgoing) {
    if (isItsTurn()) {
      finish(outgoing);
    } else {
      context.submit(outgoing);
    }
  }

  /** Appends to the messages to be written when the loop has emptied its queue; on the loop. */
  final void finishLater(Outgoing outgoing) {
    Outgoing last = lastFinished;
    if (last == null) {
      firstFinished = outgoing;
      context.touch(this);
    } else {
      last.next = outgoing;
    }
    lastFinished = outgoing;
  }

  /** Finishes what {@link #finishLater} gathered; on the loop, in the endpoint's turn. */
  final void finishGathered() {
    Outgoing outgoing = firstFinished;
    firstFinished = null;
    lastFinished = null;
    while (outgoing != null) {
      Outgoing following = (Outgoing) outgoing.next;
      outgoing.next = null;
      finish(outgoing);
      outgoing = following;
    }
  }

  /**
   * Starts a message: a buffer for about {@code size} bytes, with room for the mark. Any thread.
   */
  final ByteBuf startMessage(int size) {
    int mark = markBytes();
    ByteBuf buffer = context.replyBuffer(size + mark);
    return buffer.writerIndex(mark);
  }

  /** How many ticks make {@code duration}, at least one. */
  static int ticks(Duration duration) {
    long ticks = (duration.toMillis() + TICK_MILLIS - 1) / TICK_MILLIS;
    return Math.clamp(ticks, 1, Integer.MAX_VALUE);
  }

  final ByteBuf accepted(int xid, int status) {
    ByteBuf buffer = startMessage(Replies.ACCEPTED_BYTES);
    Replies.accepted(buffer, xid, status);
    return buffer;
  }

  final ByteBuf authError(int xid, AuthStatus status) {
    ByteBuf buffer = startMessage(Replies.ACCEPTED_BYTES);
    Replies.authError(buffer, xid, status);
    return buffer;
  }

  @Override
  public final long id() {
    return id;
  }

  @Override
  public final boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public final InetSocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public final InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public final void onClose(Runnable listener) {
    channel.closeFuture().addListener(_ -> listener.run());
  }

  @Override
  public final void close() {
    var _ = channel.close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext handler) {
    context.joined();
  }

  @Override
  public String toString() {
    return "connection " + id + " from " + remote;
  }
}
