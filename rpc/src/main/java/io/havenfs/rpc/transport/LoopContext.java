package io.havenfs.rpc.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the endpoints of one event loop share: buffers, and the queue by which other threads reach
 * the loop. Only {@link #submit}, {@link #inLoop} and {@link #replyBuffer} may be used off the
 * loop.
 *
 * <p><b>The queue</b> is a stack that producers push with one compare-and-set and the loop takes as
 * a whole and reverses. Whoever pushes on the empty stack schedules the loop; so a burst of
 * completions costs one task, and each endpoint that it touches is flushed once, after all of them.
 *
 * <p><b>The receive buffer</b> is used by all connections of the loop in turn. When a read burst
 * has been served and nobody retained the buffer it is used again from the start; otherwise the
 * next bytes are received behind those that are still needed, and when little room is left the
 * buffer is given up to its users.
 */
final class LoopContext implements Runnable {
  /** Size of the buffer that is received into. */
  static final int RECEIVE_BYTES = 64 << 10;

  /** With less room than this left the receive buffer is replaced. */
  static final int RECEIVE_ROOM = 16 << 10;

  /** Size of the buffer that small messages are gathered in before they are written. */
  static final int OUTPUT_BYTES = 64 << 10;

  /** A reply of more than this is built in a pooled direct buffer. */
  static final int SMALL_REPLY = 1 << 10;

  /** A reply buffer that has grown beyond this is not used again. */
  private static final int RECYCLED_MAX = 4 << 10;

  /** Reply buffers kept for use again. */
  private static final int RECYCLED_COUNT = 256;

  private static final Logger LOG = LoggerFactory.getLogger(LoopContext.class);

  private final EventLoop loop;
  private final ByteBufAllocator pool = PooledByteBufAllocator.DEFAULT;
  private final AtomicReference<@Nullable LoopTask> submitted = new AtomicReference<>();
  private final List<Endpoint> touched = new ArrayList<>();
  private final ByteBuf[] recycled = new ByteBuf[RECYCLED_COUNT];
  private int recycledCount;
  private @Nullable Thread thread;
  private @Nullable ByteBuf receive;
  private @Nullable ByteBuf output;

  /** The endpoint whose input is being served; its calls may be completed in place. */
  @Nullable Endpoint current;

  LoopContext(EventLoop loop) {
    this.loop = loop;
  }

  EventLoop loop() {
    return loop;
  }

  ByteBufAllocator pool() {
    return pool;
  }

  /** Tells the context its thread; called on the loop whenever a channel joins it. */
  void joined() {
    thread = Thread.currentThread();
  }

  /** Whether the caller runs on the loop. (A racy read of null gives false, which is safe.) */
  boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** Has {@code task} run on the loop soon; from any thread. */
  void submit(LoopTask task) {
    LoopTask head;
    do {
      head = submitted.get();
      task.next = head;
    } while (!submitted.compareAndSet(head, task));
    if (head == null) {
      try {
        loop.execute(this);
      } catch (RejectedExecutionException stopped) {
        releaseAfterShutdown();
      }
    }
  }

  /** Runs what was submitted, then flushes every endpoint that was touched. */
  @Override
  public void run() {
    LoopTask task = takeInOrder();
    while (task != null) {
      LoopTask following = task.next;
      task.next = null;
      task.run();
      task = following;
    }
    for (int i = 0; i < touched.size(); i++) {
      flush(touched.get(i));
    }
    touched.clear();
  }

  /** A failure of one endpoint must not keep the others from being flushed. */
  private static void flush(Endpoint endpoint) {
    try {
      endpoint.flushFinished();
    } catch (RuntimeException | AssertionError failed) {
      LOG.error("{}: closed because of an unexpected exception", endpoint, failed);
      endpoint.close();
    }
  }

  /** Has the endpoint flushed when all submitted tasks have run; only from within a task. */
  void touch(Endpoint endpoint) {
    touched.add(endpoint);
  }

  private @Nullable LoopTask takeInOrder() {
    LoopTask task = submitted.getAndSet(null);
    LoopTask reversed = null;
    while (task != null) {
      LoopTask following = task.next;
      task.next = reversed;
      reversed = task;
      task = following;
    }
    return reversed;
  }

  /** The receive buffer, retained for the caller, with at least {@link #RECEIVE_ROOM} to write. */
  ByteBuf receiveBuffer() {
    ByteBuf buffer = receive;
    if (buffer != null && buffer.refCnt() == 1) {
      buffer.clear();
    } else if (buffer == null || buffer.writableBytes() < RECEIVE_ROOM) {
      if (buffer != null) {
        buffer.release();
      }
      buffer = pool.directBuffer(RECEIVE_BYTES, RECEIVE_BYTES);
      receive = buffer;
    }
    buffer.readerIndex(buffer.writerIndex());
    return buffer.retain();
  }

  /** The output buffer, to append to. It is empty when an endpoint's turn begins. */
  ByteBuf output() {
    ByteBuf buffer = output;
    if (buffer == null) {
      buffer = pool.directBuffer(OUTPUT_BYTES);
      output = buffer;
    }
    return buffer;
  }

  /** Bytes in the output buffer. */
  int outputBytes() {
    ByteBuf buffer = output;
    return buffer == null ? 0 : buffer.readableBytes();
  }

  /** Takes the output buffer away, to be written by the caller, who now owns it. */
  ByteBuf takeOutput() {
    ByteBuf buffer = output();
    output = null;
    return buffer;
  }

  /**
   * Gives back a buffer taken, of which the caller owns a reference; kept if nobody else has one.
   */
  void returnOutput(ByteBuf buffer) {
    if (output == null && buffer.refCnt() == 1 && buffer.capacity() <= OUTPUT_BYTES) {
      output = buffer.clear();
    } else {
      buffer.release();
    }
  }

  /** A buffer for a message of about {@code size} bytes, from any thread. */
  ByteBuf replyBuffer(int size) {
    if (size > SMALL_REPLY) {
      return pool.directBuffer(size);
    }
    if (recycledCount > 0 && inLoop()) {
      return recycled[--recycledCount];
    }
    return UnpooledByteBufAllocator.DEFAULT.heapBuffer(SMALL_REPLY);
  }

  /** Takes back a buffer that {@link #replyBuffer} gave; on the loop. */
  void recycle(ByteBuf buffer) {
    if (buffer.hasArray() && recycledCount < RECYCLED_COUNT && buffer.capacity() <= RECYCLED_MAX) {
      recycled[recycledCount++] = buffer.clear();
    } else {
      buffer.release();
    }
  }

  /** Lets go of everything; the loop has stopped and nobody uses the context any more. */
  void releaseAfterShutdown() {
    LoopTask task = takeInOrder();
    while (task != null) {
      LoopTask following = task.next;
      task.abandon();
      task = following;
    }
    if (loop.isTerminated()) {
      releaseBuffers();
    }
  }

  private synchronized void releaseBuffers() {
    if (receive != null) {
      receive.release();
      receive = null;
    }
    if (output != null) {
      output.release();
      output = null;
    }
  }
}
