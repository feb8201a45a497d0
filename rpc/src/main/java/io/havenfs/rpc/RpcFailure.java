package io.havenfs.rpc;

/**
 * Why a call to a peer did not succeed.
 *
 * @param kind what went wrong
 * @param detail in words, for people
 */
public record RpcFailure(Kind kind, String detail) {
  /** What can go wrong with a call. */
  public enum Kind {
    /** The connection was or became closed; the call may or may not have been executed. */
    CONNECTION_CLOSED,
    /** No reply came in time; the call may or may not have been executed. */
    TIMED_OUT,
    /** Too many calls wait for replies; this one was not sent. */
    TOO_MANY_CALLS,
    /** The connection cannot carry calls in this direction; not sent. */
    NOT_SUPPORTED,
    /** The peer does not serve the program. */
    PROG_UNAVAIL,
    /** The peer does not serve the version. */
    PROG_MISMATCH,
    /** The peer does not have the procedure. */
    PROC_UNAVAIL,
    /** The peer could not decode the arguments. */
    GARBAGE_ARGS,
    /** The peer failed. */
    SYSTEM_ERR,
    /** The peer does not speak RPC version 2. */
    RPC_MISMATCH,
    /** The peer refused the credential. */
    AUTH_ERROR,
    /** The reply could not be understood. */
    MALFORMED_REPLY
  }

  @Override
  public String toString() {
    return kind + ": " + detail;
  }
}
