package io.havenfs.engine.client.session;

/** What a slot says to a request (RFC 8881 §2.10.6.1). */
public enum Admission {
  /**
   * New, or a retransmission of a request that only read and whose reply was not kept: to be
   * executed. The slot is now taken and must be completed or given back.
   */
  NEW,
  /** A retransmission of the last request, whose reply is remembered. */
  REPLAY,
  /** A retransmission of the last request, whose reply was not kept. */
  NOT_KEPT,
  /** A retransmission of the request that is being executed. */
  IN_PROGRESS,
  /** Neither the last sequence nor the next. */
  MISORDERED
}
