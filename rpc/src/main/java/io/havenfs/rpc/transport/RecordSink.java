package io.havenfs.rpc.transport;

import io.netty.buffer.ByteBuf;

/** What a {@link RecordReader} gives its records to. On the event loop. */
interface RecordSink {
  /**
   * Whether no further record may be taken now. The reader asks before each record, and keeps what
   * it has when the answer is yes, until {@link RecordReader#resume}.
   */
  boolean isPaused();

  /**
   * A whole record: the bytes of {@code buffer} from {@code from} to {@code to}. The buffer is the
   * reader's; who needs it longer retains it.
   */
  void record(ByteBuf buffer, int from, int to);

  /** The bytes kept for incomplete records have changed by {@code change}. */
  void incompleteBytes(int change);

  /** The peer broke the rules of record marking: nothing more can be read. */
  void unreadable(String reason);
}
