package io.havenfs.nfs.nfs4.state;

import io.havenfs.nfs.nfs4.compound.Compound;
import io.havenfs.nfs.nfs4.proto.Nfs4Status;
import io.havenfs.nfs.nfs4.proto.Stateid;

/**
 * For which client an operation on opens and locks is, and whether it is its turn: where the minor
 * versions differ. With sessions, SEQUENCE has said both. Without (RFC 7530), the client follows
 * from what the operation names, and its owner numbers it: a retransmission is answered by what was
 * answered, in the transaction of the effect lies the memory of it. Operations decode all arguments
 * first. All on the sequencer, but for {@link #client}.
 */
interface Turns {
  /**
   * Who calls.
   *
   * @param clientId the client
   * @param confirmed whether its open-owner need not confirm what it opens
   */
  record Caller(long clientId, boolean confirmed) {}

  /** What an operation does when it is its turn: result or exception as in an operation. */
  @FunctionalInterface
  interface Step {
    Nfs4Status run(Caller caller);
  }

  /** OPEN. {@code reclaims} if it claims what was open before state was lost. */
  Nfs4Status opening(Compound compound, NamedOwner owner, int seqid, boolean reclaims, Step step);

  /** OPEN_CONFIRM: of an owner that has yet to confirm. */
  Nfs4Status confirming(Compound compound, Stateid open, int seqid, Step step);

  /** CLOSE, OPEN_DOWNGRADE: of the open-owner whose {@code open} it is. */
  Nfs4Status ofOpen(Compound compound, Stateid open, int seqid, Step step);

  /** CLOSE: as the other; a success ends the open. */
  Nfs4Status closing(Compound compound, Stateid open, int seqid, Step step);

  /** LOCK by a lock-owner new to the file, under an open. */
  Nfs4Status ofNewLocker(
      Compound compound, Stateid open, int openSeqid, NamedOwner locker, int lockSeqid, Step step);

  /** LOCK and LOCKU by the lock-owner whose {@code lock} it is. */
  Nfs4Status ofLocker(Compound compound, Stateid lock, int seqid, Step step);

  /** The client of an operation that is not numbered and names its owner: LOCKT. */
  long client(Compound compound, NamedOwner owner);
}
