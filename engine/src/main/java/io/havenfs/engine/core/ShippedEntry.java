package io.havenfs.engine.core;

import io.havenfs.engine.tx.Durability;
import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * An entry on its way from one copy to another. Whoever has it owns a reference of the body and of
 * each payload, and hands it on or {@linkplain #release releases} it.
 *
 * @param body the entry as it is in the log
 * @param payloads what the entry writes to data files and is not in the body, in the entry's order
 * @param complete false when such payloads are not at hand: then there are none, and the receiver
 *     has to get the bytes otherwise
 */
public record ShippedEntry(
    long epoch,
    long sn,
    Durability durability,
    ByteBuf body,
    List<ByteBuf> payloads,
    boolean complete) {

  /** Bytes of the body and all payloads. */
  public long bytes() {
    long bytes = body.readableBytes();
    for (ByteBuf payload : payloads) {
      bytes += payload.readableBytes();
    }
    return bytes;
  }

  /** The same entry, with references of its own. */
  public ShippedEntry retained() {
    return new ShippedEntry(
        epoch,
        sn,
        durability,
        body.retainedDuplicate(),
        payloads.stream().map(ByteBuf::retainedDuplicate).toList(),
        complete);
  }

  public void release() {
    body.release();
    payloads.forEach(ByteBuf::release);
  }
}
