package io.havenfs.rpc.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * What a TCP connection has to say, record mark by record mark. Small messages are copied, one
 * after the other, to the loop's output buffer; big ones are written as they are. All leave when
 * the connection's turn ends, or earlier when there is much. Used on the event loop, in the
 * connection's turn.
 */
final class StreamOutput {
  /** Bytes of a record mark; every message has this much room in front of it. */
  static final int MARK_BYTES = 4;

  private static final int LAST_FRAGMENT = 0x8000_0000;

  /** A message of up to this size is copied to the output buffer rather than written on its own. */
  private static final int GATHERED_MAX = 8 << 10;

  /** With more than this in the output buffer another message might not fit. */
  private static final int OUTPUT_FULL = LoopContext.OUTPUT_BYTES - GATHERED_MAX;

  /** More than this does not wait for the end of the turn: the peer may begin to read it. */
  private static final int UNFLUSHED_MAX = 256 << 10;

  private final Channel channel;
  private final LoopContext context;
  private final LoopCounters counters;
  private int unflushed;

  StreamOutput(Channel channel, LoopContext context, LoopCounters counters) {
    this.channel = channel;
    this.context = context;
    this.counters = counters;
  }

  /** Appends a message and fills in its mark. The message is ours. */
  void append(ByteBuf message) {
    int length = message.readableBytes();
    message.setInt(message.readerIndex(), LAST_FRAGMENT | (length - MARK_BYTES));
    counters.sent(length - MARK_BYTES);
    if (length > GATHERED_MAX) {
      writeGathered();
      channel.unsafe().write(message, channel.unsafe().voidPromise());
    } else {
      context.output().writeBytes(message, message.readerIndex(), length);
      context.recycle(message);
    }
    unflushed += length;
    if (unflushed > UNFLUSHED_MAX || context.outputBytes() > OUTPUT_FULL) {
      flush();
    }
  }

  private void writeGathered() {
    if (context.outputBytes() > 0) {
      channel.unsafe().write(context.takeOutput(), channel.unsafe().voidPromise());
    }
  }

  /** Writes and flushes all there is, and keeps the output buffer if all of it has left. */
  void flush() {
    unflushed = 0;
    if (context.outputBytes() == 0) {
      channel.unsafe().flush();
      return;
    }
    ByteBuf output = context.takeOutput();
    channel.unsafe().write(output.retain(), channel.unsafe().voidPromise());
    channel.unsafe().flush();
    context.returnOutput(output);
  }
}
