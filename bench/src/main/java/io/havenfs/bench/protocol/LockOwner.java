package io.havenfs.bench.protocol;

import io.havenfs.rpc.xdr.XdrReader;
import io.havenfs.rpc.xdr.XdrWriter;
import java.nio.charset.StandardCharsets;

/**
 * Somebody who has a file open and locks ranges of it: the stateids that the steps on it hand on to
 * each other (RFC 8881 section 8.2). One step at a time.
 */
public final class LockOwner {
  private static final int STATEID_BYTES = 16;

  private final byte[] name;
  private final byte[] open = new byte[STATEID_BYTES];
  private final byte[] lock = new byte[STATEID_BYTES];
  private boolean hasLocked;

  /** An owner whose name nobody else of the client has. */
  public LockOwner(String name) {
    this.name = name.getBytes(StandardCharsets.UTF_8);
  }

  void writeName(XdrWriter w) {
    w.opaque(name);
  }

  void writeOpen(XdrWriter w) {
    w.fixedOpaque(open);
  }

  void writeLock(XdrWriter w) {
    w.fixedOpaque(lock);
  }

  boolean hasLocked() {
    return hasLocked;
  }

  void readOpen(XdrReader r) {
    r.fixedOpaque(open, 0, STATEID_BYTES);
    hasLocked = false;
  }

  void readLock(XdrReader r) {
    r.fixedOpaque(lock, 0, STATEID_BYTES);
    hasLocked = true;
  }
}
