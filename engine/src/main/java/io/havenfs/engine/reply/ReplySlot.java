package io.havenfs.engine.reply;

/** A place of a client's array of replies. Ordered by client, then by number. */
record ReplySlot(ClientAddress client, int number) implements Comparable<ReplySlot> {
  @Override
  public int compareTo(ReplySlot other) {
    int byClient = client.compareTo(other.client);
    return byClient != 0 ? byClient : Integer.compare(number, other.number);
  }
}
