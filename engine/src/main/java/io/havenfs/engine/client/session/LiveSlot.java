package io.havenfs.engine.client.session;

import io.havenfs.engine.model.Bytes;

/**
 * A slot at work. Thread-safe: a retransmission may come over another connection, on another
 * thread, while the request is executed.
 *
 * <p>The slot of a new session is strict: the next sequence is the last one plus one. A slot taken
 * up after a restart knows only the last request that changed something. Requests that only read
 * may have moved the client further, so until its first request such a slot takes any sequence
 * beyond the remembered one: a request with it is either new, or one that only read and whose
 * repetition does no harm. A slot of which nothing is remembered takes any.
 */
public final class LiveSlot {
  // Of the last request that was completed.
  private int sequence;
  private Bytes reply;
  private boolean blank;
  // Whether requests may have been answered of which this slot knows nothing.
  private boolean behind;
  // Of the request that is being executed.
  private boolean busy;
  private int executing;

  private LiveSlot(int sequence, Bytes reply, boolean behind, boolean blank) {
    this.sequence = sequence;
    this.reply = reply;
    this.behind = behind;
    this.blank = blank;
  }

  /** A slot of a new session. */
  static LiveSlot fresh() {
    return new LiveSlot(0, SlotReply.NOT_KEPT, false, true);
  }

  /** A slot of a session taken up after a restart, of which nothing is remembered. */
  static LiveSlot unknown() {
    return new LiveSlot(0, SlotReply.NOT_KEPT, true, true);
  }

  /** A slot of a session taken up after a restart. */
  static LiveSlot remembered(SlotReply last) {
    return new LiveSlot(last.sequence(), last.reply(), true, false);
  }

  /** What to do with a request; after NEW the slot is taken. */
  public synchronized Admission admit(int requested) {
    if (busy) {
      return requested == executing ? Admission.IN_PROGRESS : Admission.MISORDERED;
    }
    boolean again = requested == sequence && !blank;
    if (again && !reply.equals(SlotReply.REPEATABLE)) {
      return reply.length() > 0 ? Admission.REPLAY : Admission.NOT_KEPT;
    }
    boolean next = again || requested == sequence + 1;
    boolean beyond = behind && (blank || requested - sequence > 0);
    if (!next && !beyond) {
      return Admission.MISORDERED;
    }
    busy = true;
    executing = requested;
    return Admission.NEW;
  }

  /** The reply that REPLAY is about; {@link SlotReply#NOT_KEPT} if the slot has moved on since. */
  public synchronized Bytes replyTo(int requested) {
    return requested == sequence ? reply : SlotReply.NOT_KEPT;
  }

  /**
   * The request that holds the slot was executed.
   *
   * @param result the reply, {@link SlotReply#NOT_KEPT} or {@link SlotReply#REPEATABLE}
   */
  public synchronized void complete(Bytes result) {
    sequence = executing;
    reply = result;
    blank = false;
    behind = false;
    busy = false;
  }

  /** The request that holds the slot was not executed: the slot is as it was before. */
  public synchronized void giveBack() {
    busy = false;
  }
}
