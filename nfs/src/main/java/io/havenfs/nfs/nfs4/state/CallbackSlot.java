package io.havenfs.nfs.nfs4.state;

/**
 * The slot of a session's backchannel over which this server calls (RFC 8881 section 2.10.6.1): one
 * call at a time. Thread-safe.
 *
 * <p>The sequence is volatile: after a restart it begins at 1 again, and the client, which is
 * further on, says so by NFS4ERR_SEQ_MISORDERED or calls the request a retransmission; {@link
 * #ahead} then tries the next.
 */
final class CallbackSlot {
  private int sequence = 1;
  private boolean busy;
  private boolean unsure;

  /** Takes the slot; false while another call has it. */
  synchronized boolean take() {
    boolean free = !busy;
    busy = true;
    return free;
  }

  /** The sequence id of the call that has the slot. */
  synchronized int sequence() {
    return sequence;
  }

  /** The client took the request. */
  synchronized void done() {
    sequence++;
    busy = false;
    unsure = false;
  }

  /** Nobody knows whether the client took the request. */
  synchronized void failed() {
    busy = false;
    unsure = true;
  }

  /** The client refused the request without noting it. */
  synchronized void refused() {
    busy = false;
  }

  /** Whether a request that the client calls a retransmission may be one. */
  synchronized boolean unsure() {
    return unsure;
  }

  /** The client is further on than this; the slot stays taken. */
  synchronized void ahead() {
    sequence++;
    unsure = false;
  }
}
