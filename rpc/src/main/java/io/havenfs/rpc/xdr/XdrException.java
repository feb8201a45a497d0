package io.havenfs.rpc.xdr;

/**
 * Bytes that are not what the protocol says they must be: too short, too long, or a value outside
 * its range. The message names the item. Carries no stack trace, since a peer can provoke it at
 * will; an RPC program that lets it escape has its call answered with {@code GARBAGE_ARGS}.
 */
public final class XdrException extends RuntimeException {
  /** An exception whose message names the malformed item. */
  public XdrException(String message) {
    super(message, null, false, false);
  }
}
