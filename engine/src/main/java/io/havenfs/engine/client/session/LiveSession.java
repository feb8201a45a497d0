package io.havenfs.engine.client.session;

import io.havenfs.engine.client.Lease;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A session at work on this replica. Thread-safe. */
public final class LiveSession {
  private final Lease lease;
  private final AtomicReferenceArray<@Nullable LiveSlot> slots;
  private final boolean fresh;
  private volatile SessionRecord record;
  private volatile boolean callbackPath;
  private volatile boolean missing;

  LiveSession(SessionRecord record, Lease lease, boolean fresh) {
    this.record = record;
    this.lease = lease;
    this.fresh = fresh;
    this.slots = new AtomicReferenceArray<>(record.terms().fore().maxRequests());
  }

  /** The session as committed when it was last looked up. */
  public SessionRecord record() {
    return record;
  }

  void record(SessionRecord current) {
    record = current;
  }

  /** The renewal clock of the session's client. */
  public Lease lease() {
    return lease;
  }

  /** Whether the client can be called. */
  public boolean callbackPath() {
    return callbackPath;
  }

  /** The client can, or cannot any more, be called. */
  public void callbackPath(boolean usable) {
    callbackPath = usable;
  }

  /** How many slots there are. */
  public int slotCount() {
    return slots.length();
  }

  /** The slot with this number; null when there is none. */
  public @Nullable LiveSlot slot(int number) {
    if (number < 0 || number >= slots.length()) {
      return null;
    }
    LiveSlot slot = slots.get(number);
    return slot != null ? slot : addSlot(number);
  }

  /** Notes whether the row is missing, and returns whether it was so last time, too. */
  boolean missingAgain(boolean isMissing) {
    boolean again = isMissing && missing;
    missing = isMissing;
    return again;
  }

  void remembered(int number, SlotReply last) {
    if (number >= 0 && number < slots.length()) {
      slots.set(number, LiveSlot.remembered(last));
    }
  }

  private LiveSlot addSlot(int number) {
    LiveSlot made = fresh ? LiveSlot.fresh() : LiveSlot.unknown();
    LiveSlot raced = slots.compareAndExchange(number, null, made);
    return raced != null ? raced : made;
  }
}
