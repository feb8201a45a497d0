package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrWriter;

/** A slot of a session; counts its requests. One request at a time. */
final class Nfs41Slot {
  /** After the number and the status: session id, sequence id, three slots, flags. */
  private static final int RESULT_BYTES = 16 + 5 * 4;

  private final byte[] sessionId;
  private final int slot;
  private final int highest;
  private final boolean cached;
  private int sequence;

  Nfs41Slot(byte[] sessionId, int slot, int highest, boolean cached) {
    this.sessionId = sessionId;
    this.slot = slot;
    this.highest = highest;
    this.cached = cached;
  }

  /** SEQUENCE (RFC 8881 section 18.46) for the next request. */
  Nfs4Operation sequence() {
    return new Nfs4Operation("SEQUENCE", 53, this::encode, r -> r.skip(RESULT_BYTES));
  }

  private void encode(XdrWriter w) {
    sequence++;
    w.fixedOpaque(sessionId);
    w.int32(sequence);
    w.int32(slot);
    w.int32(highest);
    w.bool(cached);
  }
}
