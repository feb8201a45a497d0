package io.havenfs.quorum.raft;

import java.nio.ByteBuffer;

/**
 * The leader's answer to a heartbeat.
 *
 * @param verdict what it says
 * @param nanos the lease's length; 0 unless granted
 * @param revision of the leader's state
 */
record Grant(Verdict verdict, long nanos, long revision) {
  /** What a leader says. */
  enum Verdict {
    /** A lease, counted from the heartbeat's sending. */
    GRANTED(1),
    /** No lease: not the leader, not confirmed, or the node is held dead. */
    DENIED(2),
    /** No lease: the state knows of another process of that node, or of none. */
    UNREGISTERED(3);

    private final byte code;

    Verdict(int code) {
      this.code = (byte) code;
    }
  }

  private static final int LENGTH = 1 + 2 * Long.BYTES;

  static Grant denied() {
    return new Grant(Verdict.DENIED, 0, 0);
  }

  byte[] encode() {
    return ByteBuffer.allocate(LENGTH).put(verdict.code).putLong(nanos).putLong(revision).array();
  }

  /** The answer in {@code bytes}; one that is not understood grants nothing. */
  static Grant decode(byte[] bytes) {
    for (Verdict verdict : Verdict.values()) {
      if (bytes.length >= LENGTH && bytes[0] == verdict.code) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        return new Grant(verdict, Math.max(0, buffer.getLong()), buffer.getLong());
      }
    }
    return denied();
  }
}
