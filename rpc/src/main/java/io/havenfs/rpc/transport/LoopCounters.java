package io.havenfs.rpc.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts for monitoring, written by one event loop and read by anybody. A write is a plain addition
 * published opaquely, so counting costs next to nothing.
 */
final class LoopCounters {
  private static final VarHandle CALLS = handle("calls");
  private static final VarHandle FINISHED = handle("finished");
  private static final VarHandle REJECTED = handle("rejected");
  private static final VarHandle RECEIVED = handle("received");
  private static final VarHandle SENT = handle("sent");
  private static final VarHandle OPENED = handle("opened");
  private static final VarHandle CLOSED = handle("closed");
  private static final VarHandle PAUSES = handle("pauses");

  private long calls;
  private long finished;
  private long rejected;
  private long received;
  private long sent;
  private long opened;
  private long closed;
  private long pauses;

  void called() {
    CALLS.setOpaque(this, calls + 1);
  }

  void callFinished() {
    FINISHED.setOpaque(this, finished + 1);
  }

  void rejected() {
    REJECTED.setOpaque(this, rejected + 1);
  }

  void received(int bytes) {
    RECEIVED.setOpaque(this, received + bytes);
  }

  void sent(int bytes) {
    SENT.setOpaque(this, sent + bytes);
  }

  void connectionOpened() {
    OPENED.setOpaque(this, opened + 1);
  }

  void connectionClosed() {
    CLOSED.setOpaque(this, closed + 1);
  }

  void paused() {
    PAUSES.setOpaque(this, pauses + 1);
  }

  RpcStatistics read() {
    long closedFirst = (long) CLOSED.getOpaque(this);
    long finishedFirst = (long) FINISHED.getOpaque(this);
    long began = (long) CALLS.getOpaque(this);
    return new RpcStatistics(
        (long) OPENED.getOpaque(this) - closedFirst,
        began,
        began - finishedFirst,
        (long) REJECTED.getOpaque(this),
        (long) RECEIVED.getOpaque(this),
        (long) SENT.getOpaque(this),
        (long) PAUSES.getOpaque(this));
  }

  private static VarHandle handle(String field) {
    try {
      return MethodHandles.lookup().findVarHandle(LoopCounters.class, field, long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
