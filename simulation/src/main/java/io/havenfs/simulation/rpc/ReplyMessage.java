package io.havenfs.simulation.rpc;

/**
 * A reply on its way.
 *
 * @param results encoded; not to be changed
 */
public record ReplyMessage(int xid, byte[] results) {
  @Override
  public String toString() {
    return "reply to " + xid;
  }
}
