package io.havenfs.engine.reply;

/** A place of a connection's array of replies. Ordered by connection, then by number. */
record ReplySlot(ClientPort from, int number) implements Comparable<ReplySlot> {
  @Override
  public int compareTo(ReplySlot other) {
    int byConnection = from.compareTo(other.from);
    return byConnection != 0 ? byConnection : Integer.compare(number, other.number);
  }
}
