package io.havenfs.replication.member;

import io.havenfs.replication.frame.Frame;
import io.havenfs.replication.frame.FrameCodec;
import io.havenfs.replication.frame.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** A connection between two nodes; frames go through their bytes. */
final class Wire {
  private static final long MIN_DELAY = 50_000;
  private static final long MAX_DELAY = 2_000_000;

  private final Events events;
  private boolean open = true;
  final End caller = new End();
  final End called = new End();

  Wire(Events events) {
    this.events = events;
  }

  /** Where frames of an end arrive, and the news that the connection broke. */
  interface Receiver {
    void received(Frame frame) throws Exception;

    void broken() throws Exception;
  }

  /** Nobody listens yet. */
  private static final class Nobody implements Receiver {
    @Override
    public void received(Frame frame) {
      frame.release();
    }

    @Override
    public void broken() {}
  }

  /** Breaks, which both ends get to know. */
  void breakDown() {
    if (open) {
      open = false;
      for (End end : List.of(caller, called)) {
        events.after(events.between(MIN_DELAY, MAX_DELAY), end::tellBroken);
      }
    }
  }

  boolean isOpen() {
    return open;
  }

  /** One end, as its node uses it. */
  final class End implements Link {
    private final List<ByteBuf> sent = new ArrayList<>();
    private Receiver receiver = new Nobody();
    private boolean closed;
    private long lastArrival = Long.MIN_VALUE;

    void receiver(Receiver of) {
      receiver = of;
    }

    private End other() {
      return this == caller ? called : caller;
    }

    private void tellBroken() throws Exception {
      if (!closed) {
        closed = true;
        receiver.broken();
      }
    }

    @Override
    public void send(Frame frame) {
      ByteBuf head = Unpooled.buffer();
      CompositeByteBuf whole = Unpooled.compositeBuffer(64);
      int[] from = {0};
      FrameCodec.encode(
          frame,
          head,
          large -> {
            whole.addComponent(
                true, Unpooled.copiedBuffer(head.slice(from[0], head.writerIndex() - from[0])));
            from[0] = head.writerIndex();
            whole.addComponent(true, Unpooled.copiedBuffer(large));
            large.release();
          });
      whole.addComponent(
          true, Unpooled.copiedBuffer(head.slice(from[0], head.writerIndex() - from[0])));
      sent.add(Unpooled.copiedBuffer(whole));
    }

    @Override
    public void flush() {
      for (ByteBuf bytes : sent) {
        lastArrival = Math.max(lastArrival, events.now() + events.between(MIN_DELAY, MAX_DELAY));
        events.at(lastArrival, () -> other().arrived(bytes));
      }
      sent.clear();
    }

    private void arrived(ByteBuf bytes) throws Exception {
      try {
        if (open && !closed) {
          if (bytes.readInt() != bytes.readableBytes()) {
            throw new AssertionError("a frame's length is wrong");
          }
          receiver.received(FrameCodec.decode(bytes));
        }
      } finally {
        bytes.release();
      }
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
      if (open) {
        open = false;
        events.after(events.between(MIN_DELAY, MAX_DELAY), other()::tellBroken);
      }
    }
  }
}
