package io.havenfs.engine.client.owner;

/**
 * Where a client wants to be called (RFC 7530 §16.33): as it said it, never interpreted here.
 *
 * @param program the RPC program to call
 * @param ident what calls have to carry
 * @param netid the transport
 * @param address the universal address
 */
public record Callback(int program, int ident, String netid, String address) {
  /** The longest netid and address that are taken, bytes. */
  public static final int MAX_TEXT = 128;
}
