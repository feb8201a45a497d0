package io.havenfs.engine.client.session;

/** A slot of a session. Ordered by session, then by slot. */
record SlotKey(long sessionId, int slot) implements Comparable<SlotKey> {
  @Override
  public int compareTo(SlotKey other) {
    int bySession = Long.compareUnsigned(sessionId, other.sessionId);
    return bySession != 0 ? bySession : Integer.compareUnsigned(slot, other.slot);
  }
}
