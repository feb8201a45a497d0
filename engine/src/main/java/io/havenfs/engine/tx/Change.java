package io.havenfs.engine.tx;

/**
 * A request that may change the service's state. All three methods run on the sequencer and must
 * not block. Exactly one of {@link #committed} and {@link #failed} is called, once, after {@link
 * #decide}.
 */
public interface Change {
  /**
   * Checks the request against the state that {@code tx} shows, and collects what it changes
   * together with its reply. Must not throw: a refusal is a reply, too. An exception is a defect,
   * takes the service out of operation, and is reported to {@link #failed}.
   */
  void decide(Transaction tx);

  /** What {@link #decide} saw and changed is committed and applied: the reply may leave now. */
  void committed();

  /**
   * The change is not, and never will be, committed.
   *
   * @param cause {@link io.havenfs.engine.model.FsException} of DELAY when the queue was full: it
   *     was not even decided, and its client may be told to come again. Anything else: the service
   *     stopped, and no reply may leave
   */
  void failed(Throwable cause);
}
