package io.havenfs.engine.client.owner;

import io.havenfs.engine.model.Bytes;

/**
 * The last numbered request of an owner (RFC 7530 §9.1.7).
 *
 * @param seqid its number
 * @param confirmed whether the owner has confirmed its first OPEN; lock-owners always have
 * @param fingerprint over the operation and its arguments
 * @param fileId the file that it opened or closed; 0 if it did neither
 * @param closed which state of the file it closed; 0 if it closed none
 * @param status how it ended, the number on the wire
 * @param result what followed the status
 */
public record OwnerSequence(
    int seqid,
    boolean confirmed,
    long fingerprint,
    long fileId,
    int closed,
    int status,
    Bytes result) {
  /** Whether this is that very request, sent again. */
  public boolean isReplay(int number, long print) {
    return number == seqid && print == fingerprint;
  }

  /** Whether {@code number} is the one after this. */
  public boolean isNext(int number) {
    return number == seqid + 1;
  }
}
