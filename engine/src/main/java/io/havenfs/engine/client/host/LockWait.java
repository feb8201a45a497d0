package io.havenfs.engine.client.host;

import io.havenfs.engine.client.Owner;
import io.havenfs.engine.client.lock.LockRange;
import io.havenfs.engine.model.Bytes;
import io.havenfs.engine.reply.ClientAddress;

/**
 * A lock that a host waits for, or one that it was given and has not confirmed yet.
 *
 * @param hostId who waits
 * @param owner for which of its owners
 * @param range what it wants
 * @param granted whether the range is locked for it already, and it is to be told
 * @param callback how it is to be told; not interpreted here
 */
public record LockWait(
    long hostId, Owner owner, LockRange range, boolean granted, Callback callback) {

  /**
   * How the host asked, and so how it is called.
   *
   * @param version the version of NLM
   * @param service the address of ours that it asked
   * @param messages whether it asked with a message, and expects one
   * @param handle the file's handle as it sent it
   */
  public record Callback(int version, ClientAddress service, boolean messages, Bytes handle) {}

  LockWait grant() {
    return new LockWait(hostId, owner, range, true, callback);
  }

  boolean isOf(long id, Owner theirs) {
    return hostId == id && owner.equals(theirs);
  }
}
